/* a */ ROLLBACK TO SAVEPOINT [a b]; -- b
RELEASE "s";