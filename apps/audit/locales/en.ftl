audit-nobody = the system
audit-erased-person = erased person
audit-unnamed-target = no. { $id }

audit-action-logs-cleaned = Log cleaned
audit-logs-cleaned = { $count ->
    [0] Log cleaned by { $actor }: nothing old enough
   *[other] Log cleaned by { $actor }, { $class ->
        [security] security
        [data] data
        [access] access
        [operation] operation
       *[other] { $class }
    } entries removed: { $count }
}
audit-action-personal-erased = Erased from the log
audit-personal-erased = Personal data of one person erased from the log, entries concerned: { $count }
audit-action-seal-broken = Log tampered with
audit-seal-broken = Verifying the log found anomalies ({ $problems }), { $count } in number

audit-verify-counts = Seals: { $seals }. Sealed entries: { $sealed }; removed by retention: { $removed }; personal data erased: { $erased }; not sealed yet: { $unsealed }.
audit-verify-head = Head of the chain: { $head }
audit-verify-no-head = The chain is empty.
audit-verify-sound = The log is intact.
audit-verify-unsound = THE LOG WAS TAMPERED WITH.
audit-verify-more = Further anomalies, not shown: { $count }
audit-verify-seal-missing = missing seal: { $ids }
audit-verify-seal-changed = changed seal: { $ids }
audit-verify-seal-unchained = seal that does not follow the one before: { $ids }
audit-verify-seal-key-unknown = seal made under an unknown key (see secrets.retired_keys): { $ids }
audit-verify-head-missing = the expected head is not in the chain, whose end was cut off (seal { $ids })
audit-verify-entry-changed = changed entry: { $ids }
audit-verify-entry-deleted = deleted entry: { $ids }
audit-verify-entry-inserted = entry inserted afterwards: { $ids }
audit-verify-personal-changed = changed personal part: entry { $ids }
audit-verify-personal-deleted = deleted personal part: entry { $ids }
audit-verify-personal-inserted = personal part without an entry: { $ids }
audit-verify-proof-forged = entry that claims a cleaning or erasure which the program did not do: { $ids }
audit-verify-proof-exceeded = more is missing than the cleaning or erasure of entry { $ids } says

field-unknown-action = Unknown kind of entry.
field-wrong-target = Expected: a kind and an id (user:12), a kind (user) or an id (12).
check-audit-triggers-missing = Triggers that protect the log are missing from the database.
check-audit-window-open = The window for removals from the log was left open.

periodic-audit-seal = Sealing of the log
periodic-audit-retention = Retention of the log
