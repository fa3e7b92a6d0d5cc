//! `Debug` without ids, bodies and pages: these identify a tag and stay out of logs.

use core::fmt;

use super::{Query, QueryResult, SealedReport, StoredReport};

impl fmt::Debug for SealedReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("SealedReport")
            .field("network", &self.network)
            .field("body_length", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Query {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Query")
            .field("version", &self.version)
            .field("network", &self.network)
            .field("lookup_ids", &self.lookup_ids.len())
            .field("since_day", &self.since_day)
            .field("prefix_bits", &self.prefix_bits)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for StoredReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("StoredReport")
            .field("body_length", &self.body.len())
            .field("received_hour", &self.received_hour)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for QueryResult {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("QueryResult")
            .field("reports", &self.reports.len())
            .field("last_page", &self.next_page.is_empty())
            .finish()
    }
}
