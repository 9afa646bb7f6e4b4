package load

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"time"
)

// Answer is a response. Head and Body hold until the connection's next request.
type Answer struct {
	Status int
	Head   []byte // the header's lines as they came
	Body   []byte // still packed if the server packed it
}

// Header is the value of a header, "" when it is missing.
func (a Answer) Header(name string) string {
	for line := range bytes.Lines(a.Head) {
		key, value, found := strings.Cut(string(line), ":")
		if found && strings.EqualFold(key, name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// Conn is one keep-alive connection that sends requests written beforehand: the generator must not cost what the
// server costs.
type Conn struct {
	addr string
	conn net.Conn
	in   *bufio.Reader
	head []byte
	body []byte
}

// answerWithin is how long a request may take before it counts as failed.
const answerWithin = 30 * time.Second

// Dial opens a connection.
func Dial(addr string) (*Conn, error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return nil, err
	}
	return &Conn{addr: addr, conn: conn, in: bufio.NewReaderSize(conn, 64<<10)}, nil
}

// Close ends it.
func (c *Conn) Close() { c.conn.Close() }

// Do sends a whole request and reads the whole answer.
func (c *Conn) Do(raw []byte) (Answer, error) {
	c.conn.SetDeadline(time.Now().Add(answerWithin))
	if _, err := c.conn.Write(raw); err != nil {
		return Answer{}, err
	}
	return c.read()
}

func (c *Conn) read() (a Answer, err error) {
	first, err := c.in.ReadSlice('\n')
	if err != nil {
		return a, err
	}
	if len(first) < 12 {
		return a, fmt.Errorf("no status line: %q", first)
	}
	if a.Status, err = strconv.Atoi(string(first[9:12])); err != nil {
		return a, err
	}
	length, chunked, err := c.readHead()
	if err != nil {
		return a, err
	}
	c.body = c.body[:0]
	switch {
	case chunked:
		err = c.readChunks()
	case length > 0:
		err = c.readBody(length)
	}
	a.Head, a.Body = c.head, c.body
	return a, err
}

// readHead keeps the header and gives what it says of the body.
func (c *Conn) readHead() (length int, chunked bool, err error) {
	c.head = c.head[:0]
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return 0, false, err
		}
		if len(line) <= 2 {
			return length, chunked, nil
		}
		c.head = append(c.head, line...)
		switch {
		case begins(line, "content-length:"):
			length, err = strconv.Atoi(string(bytes.TrimSpace(line[len("content-length:"):])))
		case begins(line, "transfer-encoding:"):
			chunked = true
		}
		if err != nil {
			return 0, false, err
		}
	}
}

func begins(line []byte, name string) bool {
	return len(line) > len(name) && bytes.EqualFold(line[:len(name)], []byte(name))
}

func (c *Conn) readBody(length int) error {
	have := len(c.body)
	if cap(c.body) < have+length {
		c.body = append(make([]byte, 0, 2*(have+length)), c.body...)
	}
	c.body = c.body[:have+length]
	_, err := io.ReadFull(c.in, c.body[have:])
	return err
}

var errChunk = errors.New("a chunk does not end where it should")

func (c *Conn) readChunks() error {
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseUint(string(bytes.TrimSpace(line)), 16, 31)
		if err != nil {
			return err
		}
		if err := c.readBody(int(size)); err != nil {
			return err
		}
		if end, err := c.in.ReadSlice('\n'); err != nil || len(end) > 2 {
			return errors.Join(err, errChunk)
		}
		if size == 0 {
			return nil
		}
	}
}

// Request writes a request as it goes over the wire. head are further lines, "Name: value".
func Request(method, path, host string, body []byte, head ...string) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\n", method, path, host)
	for _, line := range head {
		b.WriteString(line + "\r\n")
	}
	if body != nil || method != "GET" {
		fmt.Fprintf(&b, "Content-Length: %d\r\n", len(body))
	}
	b.WriteString("\r\n")
	b.Write(body)
	return b.Bytes()
}
