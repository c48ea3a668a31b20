"""What ``houqin doctor`` looks at: each check gives findings, a finding says what to do."""
