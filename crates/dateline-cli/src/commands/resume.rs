//! How far a run has come, beside its output, so that a stopped one can go on.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{Failure, failure};

/// What stands in the file `OUTPUT.progress`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct State {
    /// The options and inputs; another run must not go on here.
    pub run: String,
    /// How many articles are done, bad ones counted.
    pub articles: u64,
    /// The id of the last of them.
    pub last: String,
    /// How many of them were bad.
    pub bad: u64,
    /// How many bytes of the output they filled.
    pub bytes: u64,
}

pub(super) struct Progress {
    path: PathBuf,
}

impl Progress {
    pub(super) fn beside(output: &Path) -> Self {
        let mut name = output.as_os_str().to_owned();
        name.push(".progress");
        Self { path: name.into() }
    }

    /// The state of a stopped run, if there is one.
    pub(super) fn load(&self, run: &str) -> Result<Option<State>, Failure> {
        let text = match fs::read_to_string(&self.path) {
            Ok(text) => text,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(failure(format!("{}: {e}", self.path.display()))),
        };
        let state: State = serde_json::from_str(&text).map_err(|e| failure(format!("{}: {e}", self.path.display())))?;
        if state.run != run {
            return Err(failure(format!(
                "{}: that run had other inputs or options: {}",
                self.path.display(),
                state.run
            )));
        }
        Ok(Some(state))
    }

    /// Written whole or not at all.
    pub(super) fn save(&self, state: &State) -> io::Result<()> {
        let mut new = self.path.clone().into_os_string();
        new.push(".new");
        fs::write(&new, serde_json::to_vec(state)?)?;
        fs::rename(&new, &self.path)
    }

    /// The run is complete.
    pub(super) fn remove(&self) -> io::Result<()> {
        match fs::remove_file(&self.path) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => Err(e),
            _ => Ok(()),
        }
    }
}
