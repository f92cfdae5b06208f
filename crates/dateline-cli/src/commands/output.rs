//! Where results go.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, IsTerminal, Seek, SeekFrom, Write};
use std::path::Path;

use super::{Failure, failure};

/// Standard output or a file, with the count of bytes that stand in it.
pub(super) struct Output {
    inner: Box<dyn Write + Send>,
    written: u64,
    terminal: bool,
}

impl Output {
    pub(super) fn create(path: Option<&Path>) -> Result<Self, Failure> {
        let inner: Box<dyn Write + Send> = match path {
            None => Box::new(BufWriter::with_capacity(1 << 16, io::stdout())),
            Some(path) => {
                let file = File::create(path).map_err(|e| failure(format!("{}: {e}", path.display())))?;
                Box::new(BufWriter::with_capacity(1 << 16, file))
            }
        };
        let terminal = path.is_none() && io::stdout().is_terminal();
        Ok(Self {
            inner,
            written: 0,
            terminal,
        })
    }

    /// Opens a file and cuts it after so many bytes.
    pub(super) fn append(path: &Path, bytes: u64) -> Result<Self, Failure> {
        let open = || -> io::Result<File> {
            let mut file = OpenOptions::new().write(true).open(path)?;
            if file.metadata()?.len() < bytes {
                return Err(io::Error::other("shorter than the stopped run left it"));
            }
            file.set_len(bytes)?;
            file.seek(SeekFrom::End(0))?;
            Ok(file)
        };
        let file = open().map_err(|e| failure(format!("{}: {e}", path.display())))?;
        Ok(Self {
            inner: Box::new(BufWriter::with_capacity(1 << 16, file)),
            written: bytes,
            terminal: false,
        })
    }

    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.written == 0
    }

    /// Whether somebody looks at it.
    pub(super) fn is_terminal(&self) -> bool {
        self.terminal
    }

    pub(super) fn write(&mut self, text: &[u8]) -> io::Result<()> {
        self.written += text.len() as u64;
        self.inner.write_all(text)
    }

    pub(super) fn flush(&mut self) -> io::Result<u64> {
        self.inner.flush()?;
        Ok(self.written)
    }
}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let n = self.inner.write(buffer)?;
        self.written += n as u64;
        Ok(n)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
