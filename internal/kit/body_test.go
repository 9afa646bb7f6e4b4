package kit_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"shidian/internal/access"
	"shidian/internal/clock"
	"shidian/internal/kit"
)

func TestBodyOverItsLimitIsRefused(t *testing.T) {
	reached := false
	s := open(t, func(http.ResponseWriter, *http.Request) error { reached = true; return nil }, func(o *kit.Options) {
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 100}}
	})
	announced, page := s.do(t, "POST", "/upload/1", strings.Repeat("x", 101))
	if announced.StatusCode != 413 || reached || !strings.Contains(page, "100 字节") {
		t.Errorf("announced: status %d, reached %v", announced.StatusCode, reached)
	}
	r, _ := http.NewRequest("POST", s.URL+"/upload/1", io.MultiReader(strings.NewReader(strings.Repeat("x", 101)))) // no length: chunked
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil || res.StatusCode != 413 || reached {
		t.Errorf("chunked: %v %v, reached %v", res, err, reached)
	}
	if res, _ := s.do(t, "POST", "/upload/1", strings.Repeat("x", 100)); res.StatusCode != 200 || !reached {
		t.Errorf("at the limit: status %d", res.StatusCode)
	}
}

// TestTooMuchIsRefusedUnread: the length alone is enough, nothing has to be sent.
func TestTooMuchIsRefusedUnread(t *testing.T) {
	s := open(t, say(""), nil)
	conn, err := net.Dial("tcp", s.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(5 * time.Second))
	io.WriteString(conn, "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n")
	answer := make([]byte, 12)
	if _, err := io.ReadFull(conn, answer); err != nil || string(answer) != "HTTP/1.1 413" {
		t.Errorf("%q, %v", answer, err)
	}
}

// TestInstantIsTakenBeforeAnythingQueues: an hour that passes while the reader is identified does not count against him.
func TestInstantIsTakenBeforeAnythingQueues(t *testing.T) {
	var at time.Time
	var s *site
	s = open(t, func(w http.ResponseWriter, r *http.Request) error {
		at, _ = clock.Received(r.Context())
		return nil
	}, func(o *kit.Options) {
		o.Identify = func(*http.Request) (access.Actor, error) { s.clock.SetOffset(time.Hour); return clerk, nil }
	})
	if s.do(t, "POST", "/x", "a=1"); time.Until(at) > time.Minute {
		t.Errorf("stamped %v, after the wait", at)
	}
}

// TestInstantIsTakenWhenTheWholeRequestWasRead sends the last byte after the deadline of the business clock: what
// counts is the end of the request, not its beginning.
func TestInstantIsTakenWhenTheWholeRequestWasRead(t *testing.T) {
	for _, stream := range []bool{false, true} {
		instants := make(chan time.Time, 1)
		s := open(t, func(w http.ResponseWriter, r *http.Request) error {
			if stream {
				var err error
				if r, _, err = kit.ReadUpload(r, anybody, func(_, _ string, content io.Reader) error {
					_, err := io.Copy(io.Discard, content)
					return err
				}); err != nil {
					return err
				}
			}
			at, ok := clock.Received(r.Context())
			if !ok {
				t.Error("no instant")
			}
			instants <- at
			return nil
		}, func(o *kit.Options) {
			o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 1 << 20, Stream: stream}}
		})
		body, kind := upload(t, "text")
		conn, err := net.Dial("tcp", s.Listener.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		head := "POST /upload/1 HTTP/1.1\r\nHost: x\r\nContent-Type: " + kind + "\r\nTransfer-Encoding: chunked\r\n\r\n"
		io.WriteString(conn, head+chunk(body[:20]))
		s.clock.SetOffset(time.Hour) // an hour of business time passes while the body is under way
		late := s.clock.Now()
		io.WriteString(conn, chunk(body[20:])+"0\r\n\r\n")
		if at := <-instants; at.Before(late) {
			t.Errorf("stream %v: stamped %v, before the last byte was sent at %v", stream, at, late)
		}
		conn.Close()
	}
}

func chunk(s string) string {
	const digits = "0123456789abcdef"
	n := len(s)
	return string([]byte{digits[n>>12&15], digits[n>>8&15], digits[n>>4&15], digits[n&15]}) + "\r\n" + s + "\r\n"
}

// upload makes a multipart body with one typed value and one file.
func upload(t *testing.T, content string) (body, kind string) {
	t.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	w.WriteField("note", " 第2版 ")
	part, err := w.CreateFormFile("scan", "盖章件.pdf")
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(part, content)
	w.Close()
	return buf.String(), w.FormDataContentType()
}

func TestUploadIsReadToItsEnd(t *testing.T) {
	var got, name, note string
	s := open(t, func(w http.ResponseWriter, r *http.Request) error {
		_, form, err := kit.ReadUpload(r, anybody, func(field, file string, content io.Reader) error {
			text, err := io.ReadAll(content)
			got, name = string(text), field+" "+file
			return err
		})
		if err == nil {
			note = form.Text("note")
		}
		return err
	}, func(o *kit.Options) {
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 5000, Stream: true}}
	})
	body, kind := upload(t, "%PDF")
	if res, _ := s.do(t, "POST", "/upload/1", body, "Content-Type", kind); res.StatusCode != 200 || got != "%PDF" || name != "scan 盖章件.pdf" || note != "第2版" {
		t.Errorf("status %d, %q %q %q", res.StatusCode, got, name, note)
	}
	body, kind = upload(t, strings.Repeat("x", 6000))
	r, _ := http.NewRequest("POST", s.URL+"/upload/1", io.MultiReader(strings.NewReader(body)))
	r.Header.Set("Content-Type", kind)
	if res, err := http.DefaultTransport.RoundTrip(r); err != nil || res.StatusCode != 413 {
		t.Errorf("too long: %v %v", res, err)
	}
	if res, page := s.do(t, "POST", "/upload/1", "a=1", "Content-Type", "text/plain"); res.StatusCode != 400 || !strings.Contains(page, "没有收到文件") {
		t.Errorf("no file: status %d", res.StatusCode)
	}
}

// Files go through; what is typed beside them stays in memory, and is bounded like any form.
func TestWhatIsTypedBesideAnUploadIsBounded(t *testing.T) {
	s := open(t, func(_ http.ResponseWriter, r *http.Request) error {
		_, _, err := kit.ReadUpload(r, anybody, func(_, _ string, content io.Reader) error {
			_, err := io.Copy(io.Discard, content)
			return err
		})
		return err
	}, func(o *kit.Options) {
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 4 * kit.DefaultLimit, Stream: true}}
	})
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for range 20 {
		w.WriteField("note", strings.Repeat("x", 128<<10))
	}
	w.Close()
	if res, _ := s.do(t, "POST", "/upload/1", body.String(), "Content-Type", w.FormDataContentType()); res.StatusCode != 413 {
		t.Errorf("status %d", res.StatusCode)
	}
}

// Files are looked at one by one, however small they are: a form brings so many and no more.
func TestAFormBringsNoMoreFilesThanAnyPageAsksFor(t *testing.T) {
	seen := 0
	s := open(t, func(_ http.ResponseWriter, r *http.Request) error {
		_, _, err := kit.ReadUpload(r, anybody, func(_, _ string, content io.Reader) error { seen++; return nil })
		return err
	}, func(o *kit.Options) {
		o.Limits = []kit.Limit{{Pattern: "POST /upload/{id}", Max: 4 * kit.DefaultLimit, Stream: true}}
	})
	for files, status := range map[int]int{100: 200, 101: 413, 3000: 413} {
		var body bytes.Buffer
		w := multipart.NewWriter(&body)
		for range files {
			part, _ := w.CreateFormFile("files", "a.pdf")
			io.WriteString(part, "x")
		}
		w.Close()
		seen = 0
		if res, _ := s.do(t, "POST", "/upload/1", body.String(), "Content-Type", w.FormDataContentType()); res.StatusCode != status || seen > 100 {
			t.Errorf("%d files: status %d, %d looked at", files, res.StatusCode, seen)
		}
	}
}

func TestBodyIsThereForTheScript(t *testing.T) {
	var got string
	s := open(t, func(w http.ResponseWriter, r *http.Request) error { got = string(kit.Body(r)); return nil }, nil)
	if s.do(t, "POST", "/x", `{"a":"申报"}`); got != `{"a":"申报"}` {
		t.Errorf("body %q", got)
	}
}

// anybody may bring files.
func anybody() error { return nil }
