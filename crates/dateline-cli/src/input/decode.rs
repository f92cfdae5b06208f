//! Unpacking by magic bytes, and a reader that refuses what is too large.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

const GZIP: [u8; 2] = [0x1f, 0x8b];
const ZSTD: [u8; 4] = [0x28, 0xb5, 0x2f, 0xfd];
const BUFFER: usize = 128 << 10;

/// The content of a file, unpacked when its first bytes say that it is packed.
pub(super) fn unpack(reader: Box<dyn Read>) -> io::Result<Box<dyn BufRead>> {
    let mut reader = BufReader::with_capacity(BUFFER, reader);
    let start = reader.fill_buf()?;
    if start.starts_with(&GZIP) {
        return Ok(Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(reader))));
    }
    if start.starts_with(&ZSTD) {
        let frames = Frames {
            source: Some(reader),
            frame: None,
        };
        return Ok(Box::new(BufReader::with_capacity(BUFFER, frames)));
    }
    Ok(Box::new(reader))
}

type Packed = BufReader<Box<dyn Read>>;

/// All frames of a zstd file, one after the other: tools that append write several.
struct Frames {
    source: Option<Packed>,
    frame: Option<StreamingDecoder<Packed, ruzstd::decoding::FrameDecoder>>,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let n = frame.read(buffer)?;
                if n > 0 || buffer.is_empty() {
                    return Ok(n);
                }
                self.source = self.frame.take().map(StreamingDecoder::into_inner);
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            self.frame = Some(StreamingDecoder::new(source).map_err(io::Error::other)?);
        }
    }
}

/// A reader that fails where more than `left` bytes come.
pub(super) struct Limited<R> {
    inner: R,
    left: u64,
    limit: u64,
}

impl<R> Limited<R> {
    pub(super) fn new(inner: R, limit: u64) -> Self {
        Self { inner, left: limit, limit }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.left = self.left.checked_sub(n as u64).ok_or_else(|| too_large(self.limit))?;
        Ok(n)
    }
}

pub(super) fn too_large(limit: u64) -> io::Error {
    io::Error::other(format!("an article larger than {} MiB", limit >> 20))
}
