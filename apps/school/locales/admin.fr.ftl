# Le back-office de l’école.
