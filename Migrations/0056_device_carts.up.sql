-- A device that nobody has signed in on fills one cart in a branch: whoever begins it again is given it again.
CREATE UNIQUE INDEX carts_one_of_a_device_key ON carts (organization_id, branch_id, device_hash)
    WHERE status = 'OPEN' AND device_hash IS NOT NULL;
