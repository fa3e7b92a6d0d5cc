//! Where a person takes part, and where nothing is reported.

use findmesh_core::{Event, FamiliarPlace, Participation, PrivateZone, ZoneId};

use super::Engine;
use super::command::Command;
use crate::error::EngineError;

impl Engine {
    /// Chooses where to take part; durable on return. It holds at once, even where storing it failed.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Closed`].
    pub async fn set_participation(&self, level: Participation) -> Result<(), EngineError> {
        self.ask(|reply| Command::Do { event: Event::SetParticipation(level), reply }).await
    }

    /// Where a person takes part.
    ///
    /// # Errors
    /// [`EngineError::Closed`].
    pub async fn participation(&self) -> Result<Participation, EngineError> {
        self.ask(|reply| Command::Participation { reply }).await
    }

    /// Sets a private zone, or changes the one of its name; durable on return. It holds at once, even where storing it
    /// failed.
    ///
    /// # Errors
    /// [`EngineError::Zone`] for one that is refused, [`EngineError::NotStored`], [`EngineError::Closed`].
    pub async fn put_zone(&self, zone: PrivateZone) -> Result<(), EngineError> {
        self.ask(|reply| Command::PutZone { zone, reply }).await
    }

    /// Removes a private zone; one that is not there is no error.
    ///
    /// # Errors
    /// [`EngineError::NotStored`], [`EngineError::Closed`].
    pub async fn remove_zone(&self, id: ZoneId) -> Result<(), EngineError> {
        self.ask(|reply| Command::Do { event: Event::RemoveZone { id }, reply }).await
    }

    /// The private zones that a person set.
    ///
    /// # Errors
    /// [`EngineError::Closed`].
    pub async fn zones(&self) -> Result<Vec<PrivateZone>, EngineError> {
        self.ask(|reply| Command::Zones { reply }).await
    }

    /// Where the phone often stays, as it learnt while it took part; the longest stay first.
    ///
    /// # Errors
    /// [`EngineError::Closed`].
    pub async fn familiar_places(&self) -> Result<Vec<FamiliarPlace>, EngineError> {
        self.ask(|reply| Command::FamiliarPlaces { reply }).await
    }
}
