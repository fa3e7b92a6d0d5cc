package dev.findmesh.ui.around

import dev.findmesh.Sighting

/** A finder network, in the order in which a list names them. */
internal enum class TagNetwork { FINDMESH, APPLE, GOOGLE, SAMSUNG, TILE, CHIPOLO, PEBBLEBEE, OTHER }

/**
 * What a tag is, as far as its advert says.
 *
 * @property isTag false: a phone, a computer, earbuds or the like, which offers strangers no sound.
 */
internal enum class TagModel(val network: TagNetwork, val isTag: Boolean = true) {
    FINDMESH_TAG(TagNetwork.FINDMESH),
    AIRTAG(TagNetwork.APPLE),
    FIND_MY_ITEM(TagNetwork.APPLE),
    AIRPODS(TagNetwork.APPLE),
    APPLE_DEVICE(TagNetwork.APPLE, isTag = false),
    FIND_HUB_ITEM(TagNetwork.GOOGLE),
    SMARTTAG(TagNetwork.SAMSUNG),
    SAMSUNG_DEVICE(TagNetwork.SAMSUNG, isTag = false),
    TILE(TagNetwork.TILE),
    CHIPOLO(TagNetwork.CHIPOLO),
    PEBBLEBEE(TagNetwork.PEBBLEBEE),
    OTHER(TagNetwork.OTHER),
    ;

    companion object {
        fun of(sighting: Sighting): TagModel = when (sighting.network) {
            "findmesh" -> FINDMESH_TAG
            "apple" -> apple(sighting.fields["device_kind"])
            "fhn" -> FIND_HUB_ITEM
            "samsung" -> if (sighting.kind == "phone") SAMSUNG_DEVICE else SMARTTAG
            "tile" -> TILE
            "chipolo" -> CHIPOLO
            "pebblebee" -> PEBBLEBEE
            "dult" -> byNetworkId(sighting.fields["network_id"])
            else -> OTHER
        }

        private fun apple(kind: String?) = when (kind) {
            "airtag" -> AIRTAG
            "airpods" -> AIRPODS
            "apple_device" -> APPLE_DEVICE
            else -> FIND_MY_ITEM
        }

        /** As the DULT draft numbers networks. */
        private fun byNetworkId(id: String?) = when (id) {
            "1" -> FIND_MY_ITEM
            "2" -> FIND_HUB_ITEM
            else -> OTHER
        }
    }
}
