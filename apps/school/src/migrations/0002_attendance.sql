-- Whose device it was lately, and what is still to be forgotten of devices and networks.
CREATE INDEX check_ins_by_device ON check_ins (device_hash, at) WHERE device_hash IS NOT NULL;
CREATE INDEX check_ins_remembered ON check_ins (at, id) WHERE device_hash IS NOT NULL OR network_hash <> '';
CREATE INDEX check_ins_decision ON check_ins (decision, at, id);
