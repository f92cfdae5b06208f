//! Apache Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use ::parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use ::parquet::data_type::{ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use ::parquet::errors::ParquetError;
use ::parquet::file::properties::WriterProperties;
use ::parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use ::parquet::schema::types::Type;

use super::table::{Cell, Column, Holds};

/// A row group is written when so many rows have come.
const GROUP: usize = 1 << 16;

/// Writes rows as a Parquet file, one row group at a time. Every column may be null; what nothing is known of is.
///
/// ```
/// use dateline_cli::format::{Cell, Column, Holds, Parquet};
/// let columns = &[Column { name: "id", holds: Holds::Text }, Column { name: "killed", holds: Holds::Whole }];
/// let mut file = Parquet::new(Vec::new(), columns)?;
/// file.put(vec![vec![Cell::Text("a".into()), Cell::Whole(4)], vec![Cell::Text("b".into()), Cell::Empty]])?;
/// let bytes = file.finish()?;
/// assert!(bytes.starts_with(b"PAR1") && bytes.ends_with(b"PAR1"));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Parquet<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: &'static [Column],
    rows: Vec<Vec<Cell>>,
}

impl<W: Write + Send> Parquet<W> {
    /// A file with these columns.
    ///
    /// # Errors
    /// When its beginning cannot be written.
    pub fn new(out: W, columns: &'static [Column]) -> io::Result<Self> {
        let fields = columns.iter().map(field).collect::<Result<_, _>>().map_err(other)?;
        let schema = Type::group_type_builder("rows").with_fields(fields).build().map_err(other)?;
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        Ok(Self {
            writer: SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)).map_err(other)?,
            columns,
            rows: Vec::new(),
        })
    }

    /// Takes rows; every one has a cell for each column.
    ///
    /// # Errors
    /// When a row group cannot be written.
    pub fn put(&mut self, rows: Vec<Vec<Cell>>) -> io::Result<()> {
        self.rows.extend(rows);
        if self.rows.len() >= GROUP { self.group() } else { Ok(()) }
    }

    /// Writes what is left and the directory at the end of the file, and gives back what was written to.
    ///
    /// # Errors
    /// When that cannot be written.
    pub fn finish(mut self) -> io::Result<W> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.writer.into_inner().map_err(other)
    }

    fn group(&mut self) -> io::Result<()> {
        let mut group = self.writer.next_row_group().map_err(other)?;
        for (place, column) in self.columns.iter().enumerate() {
            let cells = self
                .rows
                .iter_mut()
                .map(|row| row.get_mut(place).map_or(Cell::Empty, |c| std::mem::replace(c, Cell::Empty)));
            match column.holds {
                Holds::Text => write::<ByteArrayType>(
                    &mut group,
                    cells.map(|c| match c {
                        Cell::Text(text) => Some(ByteArray::from(text.into_bytes())),
                        _ => None,
                    }),
                ),
                Holds::Whole => write::<Int64Type>(
                    &mut group,
                    cells.map(|c| match c {
                        Cell::Whole(number) => Some(number),
                        _ => None,
                    }),
                ),
                Holds::Degrees => write::<DoubleType>(
                    &mut group,
                    cells.map(|c| match c {
                        Cell::Degrees(degrees) => Some(degrees),
                        _ => None,
                    }),
                ),
            }
            .map_err(other)?;
        }
        group.close().map_err(other)?;
        self.rows.clear();
        Ok(())
    }
}

fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.holds {
        Holds::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Holds::Whole => (Physical::INT64, None),
        Holds::Degrees => (Physical::DOUBLE, None),
    };
    let field = Type::primitive_type_builder(column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    field.build().map(Arc::new)
}

/// The next column of a row group.
fn write<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    cells: impl Iterator<Item = Option<T::T>>,
) -> Result<(), ParquetError> {
    let (mut values, mut known) = (Vec::new(), Vec::new());
    for cell in cells {
        known.push(i16::from(cell.is_some()));
        values.extend(cell);
    }
    if let Some(mut column) = group.next_column()? {
        column.typed::<T>().write_batch(&values, Some(&known), None)?;
        column.close()?;
    }
    Ok(())
}

/// An error of the writer below comes back as it was, so that a closed pipe is still known as one.
fn other(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(inner) => io::Error::other(inner),
        },
        error => io::Error::other(error),
    }
}
