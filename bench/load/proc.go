package load

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"
)

// tick is the unit of the CPU times in /proc: USER_HZ is 100 on Linux.
const tick = 10 * time.Millisecond

// Server is what is being measured: where it answers, and its processes (PostgreSQL's own among them are not counted).
type Server struct {
	Addr string
	PID  int // 0: nothing to be measured
}

// CPU is the processor time that the server has spent since its start.
func (s Server) CPU() time.Duration {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.PID))
	if err != nil {
		return 0
	}
	fields := bytes.Fields(raw[bytes.LastIndexByte(raw, ')')+1:])
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseInt(string(fields[11]), 10, 64)
	system, _ := strconv.ParseInt(string(fields[12]), 10, 64)
	return time.Duration(user+system) * tick
}

// Memory is the server's resident memory, in bytes.
func (s Server) Memory() int64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", s.PID))
	if err != nil {
		return 0
	}
	var total, resident int64
	fmt.Sscan(string(raw), &total, &resident)
	return resident * int64(os.Getpagesize())
}

// Watch follows the server while something is measured; the returned function ends it and gives cores and memory.
func (s Server) Watch() func() (cores float64, memory int64) {
	if s.PID == 0 {
		return func() (float64, int64) { return 0, 0 }
	}
	start, before := time.Now(), s.CPU()
	stop, most := make(chan struct{}), make(chan int64)
	go func() {
		highest := s.Memory()
		every := time.NewTicker(200 * time.Millisecond)
		defer every.Stop()
		for {
			select {
			case <-every.C:
				highest = max(highest, s.Memory())
			case <-stop:
				most <- max(highest, s.Memory())
				return
			}
		}
	}()
	return func() (float64, int64) {
		cores := (s.CPU() - before).Seconds() / time.Since(start).Seconds()
		close(stop)
		return cores, <-most
	}
}
