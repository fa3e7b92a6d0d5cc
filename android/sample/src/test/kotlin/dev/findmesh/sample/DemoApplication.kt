package dev.findmesh.sample

import dev.findmesh.FindmeshConfig
import dev.findmesh.testing.TestApplication

/** The sample app, with the relay and the deployment of the test. */
class DemoApplication : SampleApplication() {
    override fun findmeshConfig(): FindmeshConfig = TestApplication.config()
}
