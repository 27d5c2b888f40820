# absences
