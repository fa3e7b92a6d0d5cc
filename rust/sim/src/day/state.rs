//! The phone's state as the finder takes it, from what an app can read of the model.

use findmesh_core::phone::{Bluetooth, Motion, PhoneState, StandbyBucket};

use crate::platform::{Doze, Phone, PhoneView};
use crate::policy::Policy;
use crate::world::Bucket;

pub(super) fn state_of(phone: &Phone<'_>, policy: Policy) -> PhoneState {
    let view = phone.state();
    PhoneState {
        bluetooth: if view.bluetooth { Bluetooth::On } else { Bluetooth::Off },
        connectivity: view.connectivity,
        charging: view.charging,
        battery_saver: view.battery_saver,
        extended_advertising: view.extended,
        api_level: view.api_level,
        privileged: policy.is_system(),
        batching: view.batching,
        screen_on: view.screen_on,
        motion: view
            .moving
            .map_or(Motion::Unknown, |moving| if moving { Motion::Moving } else { Motion::Still }),
        radio_up: phone.is_radio_up(),
        service_running: view.service_running,
        service_refused: policy.keeps_service() && !view.service_running,
        bucket: bucket(view),
        battery_exempt: view.exempt,
        dozing: matches!(view.doze, Doze::Deep),
        ..PhoneState::default()
    }
}

const fn bucket(view: &PhoneView) -> StandbyBucket {
    if view.exempt {
        return StandbyBucket::Exempted;
    }
    match view.bucket {
        Bucket::WorkingSet => StandbyBucket::WorkingSet,
        Bucket::Frequent => StandbyBucket::Frequent,
        Bucket::Rare => StandbyBucket::Rare,
        Bucket::Restricted => StandbyBucket::Restricted,
    }
}
