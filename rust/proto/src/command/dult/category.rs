//! What kind of thing an accessory is.

use super::super::coded::coded;

coded! {
    /// The category of an accessory (draft-ietf-dult-accessory-protocol-00, "Accessory category value").
    Category: u8 {
        /// Made to find other things.
        LocationTracker = 1 "location_tracker",
        /// None of the others.
        Other = 128 "other",
        /// A suitcase.
        Luggage = 129 "luggage",
        /// A backpack.
        Backpack = 130 "backpack",
        /// A jacket.
        Jacket = 131 "jacket",
        /// A coat.
        Coat = 132 "coat",
        /// Shoes.
        Shoes = 133 "shoes",
        /// A bicycle.
        Bike = 134 "bike",
        /// A scooter.
        Scooter = 135 "scooter",
        /// A pushchair.
        Stroller = 136 "stroller",
        /// A wheelchair.
        Wheelchair = 137 "wheelchair",
        /// A boat.
        Boat = 138 "boat",
        /// A helmet.
        Helmet = 139 "helmet",
        /// A skateboard.
        Skateboard = 140 "skateboard",
        /// Skis.
        Skis = 141 "skis",
        /// A snowboard.
        Snowboard = 142 "snowboard",
        /// A surfboard.
        Surfboard = 143 "surfboard",
        /// A camera.
        Camera = 144 "camera",
        /// A laptop.
        Laptop = 145 "laptop",
        /// A watch.
        Watch = 146 "watch",
        /// A flash drive.
        FlashDrive = 147 "flash_drive",
        /// A drone.
        Drone = 148 "drone",
        /// Headphones.
        Headphones = 149 "headphones",
        /// Earphones.
        Earphones = 150 "earphones",
        /// An inhaler.
        Inhaler = 151 "inhaler",
        /// Sunglasses.
        Sunglasses = 152 "sunglasses",
        /// A handbag.
        Handbag = 153 "handbag",
        /// A wallet.
        Wallet = 154 "wallet",
        /// An umbrella.
        Umbrella = 155 "umbrella",
        /// A water bottle.
        WaterBottle = 156 "water_bottle",
        /// Tools.
        Tools = 157 "tools",
        /// Keys.
        Keys = 158 "keys",
        /// A case that charges or locates what is in it.
        SmartCase = 159 "smart_case",
        /// A remote control.
        Remote = 160 "remote",
        /// A hat.
        Hat = 161 "hat",
        /// A motorcycle.
        Motorbike = 162 "motorbike",
        /// Electronics not named here.
        ConsumerElectronics = 163 "consumer_electronics",
        /// Clothing not named here.
        Apparel = 164 "apparel",
        /// A vehicle not named here.
        Transportation = 165 "transportation",
        /// Sports gear not named here.
        Sports = 166 "sports",
        /// A belonging not named here.
        PersonalItem = 167 "personal_item",
    }
}
