//! The section `audit`: how long entries are kept, by class.

use preau_kernel::audit::Class;
use serde::{Deserialize, Serialize};

/// Days after which the sealed entries of a class are removed; 0 keeps them for ever. Proofs always stay.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AuditConfig {
    /// Log-ins and what concerns them.
    pub retention_security: u32,
    /// Changes of data.
    pub retention_data: u32,
    /// Reading personal data.
    pub retention_access: u32,
    /// Life of the program and of the rooms.
    pub retention_operation: u32,
}

impl Default for AuditConfig {
    fn default() -> Self {
        Self { retention_security: 365, retention_data: 1825, retention_access: 365, retention_operation: 180 }
    }
}

impl AuditConfig {
    /// Days that a class is kept, `None`: for ever.
    pub fn days(&self, class: Class) -> Option<u32> {
        let days = match class {
            Class::Security => self.retention_security,
            Class::Data => self.retention_data,
            Class::Access => self.retention_access,
            Class::Operation => self.retention_operation,
            Class::Proof => 0,
        };
        (days > 0).then_some(days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zero_days_and_proofs_are_for_ever() {
        let config = AuditConfig { retention_data: 0, ..AuditConfig::default() };
        let days = Class::ALL.map(|class| config.days(class));
        assert_eq!(days, [Some(365), None, Some(365), Some(180), None]);
    }
}
