package pages

func orDash(text string) string {
	if text == "" {
		return "—"
	}
	return text
}
