// Package incoming reads PDFs that come from outside: it checks an upload, finds the QR codes of a stamped scan, and
// binds attachments behind a form. Everything here works on strangers' files: panics, encrypted, damaged and endless
// ones end in an error that tells the person what to do.
package incoming
