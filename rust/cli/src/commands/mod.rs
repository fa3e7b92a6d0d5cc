//! One file a command.

pub(crate) mod decode;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod fetch;
pub(crate) mod keys;
pub(crate) mod open;
mod private_keys;
pub(crate) mod relay;
pub(crate) mod replay;
pub(crate) mod seal;
pub(crate) mod sim;

use crate::args::Command;
use crate::failure::Failure;

/// Runs one command to its end.
pub(crate) fn run(command: Command) -> Result<(), Failure> {
    match command {
        Command::Decode(arguments) => decode::run(&arguments),
        Command::Keys(arguments) => keys::run(&arguments),
        Command::Seal(arguments) => seal::run(&arguments),
        Command::Open(arguments) => open::run(&arguments),
        Command::Replay(arguments) => replay::run(&arguments),
        Command::Relay(arguments) => relay::run(&arguments),
        Command::Sim(arguments) => sim::run(&arguments),
        Command::Fetch(arguments) => fetch::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Doctor(arguments) => doctor::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Erase(arguments) => erase::run(&arguments),
    }
}
