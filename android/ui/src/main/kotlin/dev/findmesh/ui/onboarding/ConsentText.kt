package dev.findmesh.ui.onboarding

/** The text that a person agrees to, as the ledger names it. */
internal object ConsentText {
    /** A test holds it to the words: whoever changes them in any language gives them a new version. */
    const val VERSION: String = "ui-2026-11"

    /** Names of the texts, by what they say. */
    val TEXTS: List<String> = listOf(
        "findmesh_agree_title",
        "findmesh_agree_text",
        "findmesh_promise_sealed",
        "findmesh_promise_nobody",
        "findmesh_promise_places",
        "findmesh_promise_stop",
        "findmesh_agree_yes",
        "findmesh_agree_no",
        "findmesh_diagnostics_title",
        "findmesh_diagnostics_text",
        "findmesh_diagnostics_yes",
        "findmesh_diagnostics_no",
    )
}
