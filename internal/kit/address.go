package kit

import "net/url"

// Changed is the address of a view with one of its values changed, or taken away by "".
func Changed(path string, keep map[string]string, key, value string) string {
	q := url.Values{}
	for k, v := range keep {
		q.Set(k, v)
	}
	q.Del(key)
	if value != "" {
		q.Set(key, value)
	}
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}
