//! A page of an entity: filters, orderings, drill-down.
