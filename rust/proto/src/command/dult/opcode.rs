//! The operations of the service, and how one ended.

use super::super::coded::coded;

coded! {
    /// What a message is: its first two bytes.
    Opcode: u16 {
        /// Asks for the product data.
        GetProductData = 0x0003 "get_product_data",
        /// Asks for the manufacturer's name.
        GetManufacturerName = 0x0004 "get_manufacturer_name",
        /// Asks for the model's name.
        GetModelName = 0x0005 "get_model_name",
        /// Asks for the category.
        GetAccessoryCategory = 0x0006 "get_accessory_category",
        /// Asks for the version of this protocol.
        GetProtocolVersion = 0x0007 "get_protocol_version",
        /// Asks for the capabilities.
        GetCapabilities = 0x0008 "get_capabilities",
        /// Asks for the network.
        GetNetworkId = 0x0009 "get_network_id",
        /// Asks for the firmware's version.
        GetFirmwareVersion = 0x000A "get_firmware_version",
        /// Asks for the kind of battery; optional.
        GetBatteryType = 0x000B "get_battery_type",
        /// Asks for the battery's level; optional.
        GetBatteryLevel = 0x000C "get_battery_level",
        /// Asks for the version of the network's protocol; optional.
        GetNetworkVersion = 0x000D "get_network_version",
        /// Starts the sound.
        SoundStart = 0x0300 "sound_start",
        /// Stops the sound.
        SoundStop = 0x0301 "sound_stop",
        /// How a command ended.
        CommandResponse = 0x0302 "command_response",
        /// The sound came to its end.
        SoundCompleted = 0x0303 "sound_completed",
        /// Asks for the identifier; optional.
        GetIdentifier = 0x0404 "get_identifier",
        /// The identifier.
        Identifier = 0x0405 "identifier",
        /// The product data.
        ProductData = 0x0803 "product_data",
        /// The manufacturer's name.
        ManufacturerName = 0x0804 "manufacturer_name",
        /// The model's name.
        ModelName = 0x0805 "model_name",
        /// The category.
        AccessoryCategory = 0x0806 "accessory_category",
        /// The version of this protocol.
        ProtocolVersion = 0x0807 "protocol_version",
        /// The capabilities.
        Capabilities = 0x0808 "capabilities",
        /// The network.
        NetworkId = 0x0809 "network_id",
        /// The firmware's version.
        FirmwareVersion = 0x080A "firmware_version",
        /// The kind of battery.
        BatteryType = 0x080B "battery_type",
        /// The battery's level.
        BatteryLevel = 0x080C "battery_level",
        /// The version of the network's protocol.
        NetworkVersion = 0x080D "network_version",
    }
}

coded! {
    /// How a command ended.
    Status: u16 {
        /// Done.
        Success = 0x0000 "success",
        /// Not in this state: a sound that sounds already, an identifier outside its five minutes.
        InvalidState = 0x0001 "invalid_state",
        /// Not as the accessory is configured.
        InvalidConfiguration = 0x0002 "invalid_configuration",
        /// The operand has another length.
        InvalidLength = 0x0003 "invalid_length",
        /// The operand means nothing.
        InvalidParameter = 0x0004 "invalid_parameter",
        /// An opcode that the accessory does not know, or does not serve near its owner.
        InvalidCommand = 0xFFFF "invalid_command",
    }
}
