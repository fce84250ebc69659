<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>ArrivalCard</name>
    <message>
        <source>, </source>
        <comment>between the parts of a place: Cardiology, first floor</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Please wait near {room}</source>
        <translation>Bitte warten Sie bei {room}</translation>
    </message>
    <message>
        <source>Please take a seat in the waiting room</source>
        <translation>Bitte nehmen Sie im Wartezimmer Platz</translation>
    </message>
    <message>
        <source>Your number: {number}</source>
        <translation>Ihre Nummer: {number}</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} bei {doctor}</translation>
    </message>
    <message>
        <source>It will probably be your turn at about {time}.</source>
        <translation>Sie sind voraussichtlich gegen {time} Uhr an der Reihe.</translation>
    </message>
    <message>
        <source>You will be called.</source>
        <translation>Sie werden aufgerufen.</translation>
    </message>
</context>
<context>
    <name>BookPage</name>
    <message>
        <source>It is moved</source>
        <translation>Der Termin ist verlegt</translation>
    </message>
    <message>
        <source>It is booked</source>
        <translation>Der Termin ist gebucht</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>Stimmt das so?</translation>
    </message>
    <message>
        <source>Which department?</source>
        <translation>Welche Abteilung?</translation>
    </message>
    <message>
        <source>What do you need?</source>
        <translation>Was brauchen Sie?</translation>
    </message>
    <message>
        <source>Which doctor?</source>
        <translation>Welche Ärztin, welcher Arzt?</translation>
    </message>
    <message>
        <source>Which day?</source>
        <translation>Welcher Tag?</translation>
    </message>
    <message>
        <source>What time?</source>
        <translation>Welche Uhrzeit?</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Termin buchen</translation>
    </message>
    <message>
        <source>Any doctor</source>
        <translation>Beliebige Ärztin, beliebiger Arzt</translation>
    </message>
    <message>
        <source>Appointments are not booked here.</source>
        <translation>Termine werden hier nicht gebucht.</translation>
    </message>
    <message>
        <source>One moment, please …</source>
        <translation>Einen Moment, bitte …</translation>
    </message>
    <message>
        <source>With another doctor</source>
        <translation>Bei jemand anderem</translation>
    </message>
    <message>
        <source>There is no free time in the next {days} days.</source>
        <translation>In den nächsten {days} Tagen ist nichts frei.</translation>
    </message>
    <message>
        <source>This day has no free time any more. Please choose another day.</source>
        <translation>An diesem Tag ist nichts mehr frei. Bitte wählen Sie einen anderen Tag.</translation>
    </message>
</context>
<context>
    <name>BothVersions</name>
    <message>
        <source>Save my version</source>
        <translation>Meine Fassung speichern</translation>
    </message>
    <message>
        <source>Take their version</source>
        <translation>Deren Fassung übernehmen</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>Ihre</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Deren</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Check in for today</source>
        <translation>Für heute anmelden</translation>
    </message>
    <message>
        <source>You are checked in already</source>
        <translation>Sie sind bereits angemeldet</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>Sie sind angemeldet</translation>
    </message>
    <message>
        <source>Hold the code of your slip in front of the scanner. Or type when you were born and your name.</source>
        <translation>Halten Sie den Code auf Ihrem Terminzettel vor den Scanner. Oder geben Sie Ihr Geburtsdatum und Ihren Namen ein.</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>Tag Monat Jahr, zum Beispiel 14.3.1961</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>First two or three letters of your family name</source>
        <translation>Die ersten zwei oder drei Buchstaben Ihres Nachnamens</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Anmelden</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>Geben Sie Ihr Geburtsdatum ein: Tag, Monat und Jahr.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your family name.</source>
        <translation>Geben Sie die ersten zwei oder drei Buchstaben Ihres Nachnamens ein.</translation>
    </message>
</context>
<context>
    <name>ConfirmStep</name>
    <message>
        <source>These times are free:</source>
        <translation>Diese Zeiten sind frei:</translation>
    </message>
    <message>
        <source>Until now: {time}</source>
        <translation>Bisher: {time}</translation>
    </message>
    <message>
        <source>Book {time}</source>
        <translation>{time} buchen</translation>
    </message>
    <message>
        <source>Move to {time}</source>
        <translation>Verlegen auf {time}</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>Sie müssen nichts angeben</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>Worum geht es?</translation>
    </message>
</context>
<context>
    <name>DayStep</name>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>{day}, free times</source>
        <translation>{day}, freie Zeiten</translation>
    </message>
    <message>
        <source>{day}, nothing free</source>
        <translation>{day}, nichts frei</translation>
    </message>
</context>
<context>
    <name>DeskFoot</name>
    <message>
        <source>Signs out by itself in {seconds} s</source>
        <translation>Automatische Abmeldung in {seconds} s</translation>
    </message>
    <message>
        <source>Begins anew by itself in {seconds} s</source>
        <translation>Beginnt in {seconds} s von vorn</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Abmelden</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Von vorn beginnen</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Personal</translation>
    </message>
    <message>
        <source>For those who work here: leave the patient&apos;s desk</source>
        <translation>Für alle, die hier arbeiten: die Patientenansicht verlassen</translation>
    </message>
</context>
<context>
    <name>DeskStack</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Patient&apos;s desk</source>
        <translation>Patientenansicht</translation>
    </message>
</context>
<context>
    <name>DetailsPage</name>
    <message>
        <source>My details</source>
        <translation>Meine Angaben</translation>
    </message>
    <message>
        <source>Name and birth date are changed at the front desk.</source>
        <translation>Name und Geburtsdatum werden an der Anmeldung geändert.</translation>
    </message>
    <message>
        <source>Save my details</source>
        <translation>Angaben speichern</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Mobiltelefon</translation>
    </message>
    <message>
        <source>Other phone</source>
        <translation>Anderes Telefon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Anschrift</translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation>Kontaktperson</translation>
    </message>
    <message>
        <source>Their phone</source>
        <translation>Telefon der Kontaktperson</translation>
    </message>
    <message>
        <source>Who they are to you</source>
        <translation>Beziehung zu Ihnen</translation>
    </message>
    <message>
        <source>My language</source>
        <translation>Meine Sprache</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Keine Angabe</translation>
    </message>
    <message>
        <source>Please check this number. It looks like +49 30 1234567.</source>
        <translation>Bitte prüfen Sie diese Nummer. Sie sieht aus wie +49 30 1234567.</translation>
    </message>
    <message>
        <source>Please check this address. It looks like name@example.org.</source>
        <translation>Bitte prüfen Sie diese Adresse. Sie sieht aus wie name@example.org.</translation>
    </message>
    <message>
        <source>Your details are saved.</source>
        <translation>Ihre Angaben sind gespeichert.</translation>
    </message>
    <message>
        <source>The front desk changed your details a moment ago.</source>
        <translation>Die Anmeldung hat Ihre Angaben gerade eben geändert.</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Good morning, {name}</source>
        <translation>Guten Morgen, {name}</translation>
    </message>
    <message>
        <source>Good afternoon, {name}</source>
        <translation>Guten Tag, {name}</translation>
    </message>
    <message>
        <source>Good evening, {name}</source>
        <translation>Guten Abend, {name}</translation>
    </message>
    <message>
        <source>{clinic} · {day}, {time}</source>
        <translation>{clinic} · {day}, {time}</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Termin buchen</translation>
    </message>
    <message>
        <source>Choose a department, a doctor and a time</source>
        <translation>Abteilung, Ärztin oder Arzt und Zeit wählen</translation>
    </message>
    <message>
        <source>{coming} to come · {past} past</source>
        <translation>{coming} bevorstehend · {past} vergangen</translation>
    </message>
    <message>
        <source>My appointments</source>
        <translation>Meine Termine</translation>
    </message>
    <message>
        <source>My details</source>
        <translation>Meine Angaben</translation>
    </message>
    <message>
        <source>Phone, address, contact person</source>
        <translation>Telefon, Anschrift, Kontaktperson</translation>
    </message>
    <message>
        <source>You are checked in. Please take a seat, we will call you.</source>
        <translation>Sie sind angemeldet. Bitte nehmen Sie Platz, wir rufen Sie auf.</translation>
    </message>
    <message>
        <source>You are checked in. Your number is {number}. Please take a seat, we will call you.</source>
        <translation>Sie sind angemeldet. Ihre Nummer ist {number}. Bitte nehmen Sie Platz, wir rufen Sie auf.</translation>
    </message>
    <message>
        <source>The doctor is waiting for you. Please go in.</source>
        <translation>Sie werden erwartet. Bitte gehen Sie hinein.</translation>
    </message>
    <message>
        <source>Please say at the front desk that you are here.</source>
        <translation>Bitte sagen Sie an der Anmeldung, dass Sie da sind.</translation>
    </message>
    <message>
        <source>You can check in here on that day.</source>
        <translation>An diesem Tag können Sie sich hier anmelden.</translation>
    </message>
    <message>
        <source>You can check in from {time}.</source>
        <translation>Anmelden können Sie sich ab {time} Uhr.</translation>
    </message>
    <message>
        <source>I have arrived</source>
        <translation>Ich bin da</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>Choose a password of your own</source>
        <translation>Wählen Sie ein eigenes Passwort</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Mindestens {least} Zeichen. Am besten sind drei oder vier Wörter, die nur Sie so zusammenstellen.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Keep this password</source>
        <translation>Dieses Passwort behalten</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Ein Passwort hat hier mindestens {least} Zeichen.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.</translation>
    </message>
</context>
<context>
    <name>OwnWindowPage</name>
    <message>
        <source>My appointments</source>
        <translation>Meine Termine</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Change my password</source>
        <translation>Passwort ändern</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>Altes Passwort</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Neues Passwort</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>Neues Passwort noch einmal</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Mindestens {least} Zeichen. Am besten sind drei oder vier Wörter, die nur Sie so zusammenstellen.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Type the old password too.</source>
        <translation>Geben Sie auch das alte Passwort ein.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Ein Passwort hat hier mindestens {least} Zeichen.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>Ihr Passwort ist geändert.</translation>
    </message>
    <message>
        <source>This is not your old password.</source>
        <translation>Das ist nicht Ihr altes Passwort.</translation>
    </message>
    <message>
        <source>Please choose another password.</source>
        <translation>Bitte wählen Sie ein anderes Passwort.</translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>Very easy to guess. Add another word.</source>
        <translation>Sehr leicht zu erraten. Fügen Sie noch ein Wort hinzu.</translation>
    </message>
    <message>
        <source>Easy to guess. Add another word.</source>
        <translation>Leicht zu erraten. Fügen Sie noch ein Wort hinzu.</translation>
    </message>
    <message>
        <source>Could be guessed. One more word makes it good.</source>
        <translation>Könnte erraten werden. Mit einem Wort mehr wird es gut.</translation>
    </message>
    <message>
        <source>Good: hard to guess.</source>
        <translation>Gut: schwer zu erraten.</translation>
    </message>
    <message>
        <source>Very good: very hard to guess.</source>
        <translation>Sehr gut: sehr schwer zu erraten.</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>What is your name?</source>
        <translation>Wie heißen Sie?</translation>
    </message>
    <message>
        <source>When were you born?</source>
        <translation>Wann sind Sie geboren?</translation>
    </message>
    <message>
        <source>How can we reach you?</source>
        <translation>Wie erreichen wir Sie?</translation>
    </message>
    <message>
        <source>Choose a user name</source>
        <translation>Wählen Sie einen Benutzernamen</translation>
    </message>
    <message>
        <source>Choose a password</source>
        <translation>Wählen Sie ein Passwort</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Vorname</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Nachname</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Geburtsdatum</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Mobiltelefon</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-Mail</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>Dasselbe Passwort noch einmal</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>Tag Monat Jahr, zum Beispiel 14.3.1961</translation>
    </message>
    <message>
        <source>Question {step} of {steps}</source>
        <translation>Frage {step} von {steps}</translation>
    </message>
    <message>
        <source>One of the two is enough.</source>
        <translation>Eines von beiden genügt.</translation>
    </message>
    <message>
        <source>With this name you sign in the next time. Choose one that you will remember.</source>
        <translation>Mit diesem Namen melden Sie sich beim nächsten Mal an. Wählen Sie einen, den Sie sich merken.</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Mindestens {least} Zeichen. Am besten sind drei oder vier Wörter, die nur Sie so zusammenstellen.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Make my account</source>
        <translation>Konto anlegen</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>Geben Sie Ihren Namen ein.</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>Geben Sie Ihr Geburtsdatum ein: Tag, Monat und Jahr.</translation>
    </message>
    <message>
        <source>Type a phone number or an e-mail address.</source>
        <translation>Geben Sie eine Telefonnummer oder E-Mail-Adresse ein.</translation>
    </message>
    <message>
        <source>Choose a user name.</source>
        <translation>Wählen Sie einen Benutzernamen.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Ein Passwort hat hier mindestens {least} Zeichen.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>Die beiden Passwörter sind verschieden. Geben Sie zweimal dasselbe ein.</translation>
    </message>
</context>
<context>
    <name>ReminderChoice</name>
    <message>
        <source>By e-mail</source>
        <translation>Per E-Mail</translation>
    </message>
    <message>
        <source>By SMS</source>
        <translation>Per SMS</translation>
    </message>
    <message>
        <source>By phone call</source>
        <translation>Per Anruf</translation>
    </message>
    <message>
        <source>As the clinic usually does</source>
        <translation>Wie in der Praxis üblich</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>Einloggen</translation>
    </message>
    <message>
        <source>If you do not remember your user name or password, please ask at the front desk.</source>
        <translation>Wenn Sie Benutzername oder Passwort vergessen haben, fragen Sie bitte an der Anmeldung.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Benutzername</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Passwort</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Verbergen</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Passwort zeigen</translation>
    </message>
    <message>
        <source>Type your user name.</source>
        <translation>Geben Sie Ihren Benutzernamen ein.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Geben Sie Ihr Passwort ein.</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Leave the patient&apos;s desk</source>
        <translation>Patientenansicht verlassen</translation>
    </message>
    <message>
        <source>For those who work here. Type your own user name and password.</source>
        <translation>Für alle, die hier arbeiten. Geben Sie Ihren eigenen Benutzernamen und Ihr Passwort ein.</translation>
    </message>
    <message>
        <source>Sign in and leave</source>
        <translation>Einloggen und verlassen</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Welcome to {clinic}</source>
        <translation>Willkommen · {clinic}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>I have an appointment today</source>
        <translation>Ich habe heute einen Termin</translation>
    </message>
    <message>
        <source>Check in with your slip or your date of birth</source>
        <translation>Anmelden mit Terminzettel oder Geburtsdatum</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Einloggen</translation>
    </message>
    <message>
        <source>Book, move or cancel appointments</source>
        <translation>Termine buchen, verlegen oder absagen</translation>
    </message>
    <message>
        <source>I am new here</source>
        <translation>Ich bin neu hier</translation>
    </message>
    <message>
        <source>Make an account of your own</source>
        <translation>Ein eigenes Konto anlegen</translation>
    </message>
    <message>
        <source>Please go to the front desk: they will help you.</source>
        <translation>Bitte gehen Sie zur Anmeldung: dort hilft man Ihnen.</translation>
    </message>
</context>
<context>
    <name>TakeAlongPage</name>
    <message>
        <source>Take it along</source>
        <translation>Termin mitnehmen</translation>
    </message>
    <message>
        <source>A code with your appointment for the camera of a telephone</source>
        <translation>Ein Code mit Ihrem Termin für die Kamera eines Telefons</translation>
    </message>
    <message>
        <source>Into your telephone</source>
        <translation>Auf Ihr Telefon</translation>
    </message>
    <message>
        <source>Point its camera at the picture. The appointment goes into your calendar.</source>
        <translation>Richten Sie die Kamera auf das Bild. Der Termin kommt in Ihren Kalender.</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Drucken</translation>
    </message>
    <message>
        <source>Send it to {address}</source>
        <translation>Senden an {address}</translation>
    </message>
    <message>
        <source>Save it to a USB stick</source>
        <translation>Auf einen USB-Stick speichern</translation>
    </message>
    <message>
        <source>Appointment: {clinic}</source>
        <translation>Termin: {clinic}</translation>
    </message>
    <message>
        <source>There is no printer here.</source>
        <translation>Hier ist kein Drucker.</translation>
    </message>
    <message>
        <source>It is being printed.</source>
        <translation>Es wird gedruckt.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>Der Drucker antwortet nicht.</translation>
    </message>
    <message>
        <source>It will be in your mailbox soon.</source>
        <translation>Es ist bald in Ihrem Postfach.</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>Wohin?</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Gespeichert als {name}.</translation>
    </message>
    <message>
        <source>It cannot be saved there. Please choose another folder.</source>
        <translation>Dort kann nicht gespeichert werden. Bitte wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>TimeStep</name>
    <message>
        <source>In the morning</source>
        <translation>Vormittags</translation>
    </message>
    <message>
        <source>In the afternoon</source>
        <translation>Nachmittags</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Cancel this appointment?</source>
        <translation>Diesen Termin absagen?</translation>
    </message>
    <message>
        <source>My appointment</source>
        <translation>Mein Termin</translation>
    </message>
    <message>
        <source>Choose another time</source>
        <translation>Andere Zeit wählen</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Termin mitnehmen</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Absagen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>It is too late to move or cancel it here.</source>
        <translation>Zum Verlegen oder Absagen ist es hier zu spät.</translation>
    </message>
    <message>
        <source>Your time goes to somebody else then.</source>
        <translation>Ihre Zeit bekommt dann jemand anderes.</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>Sie müssen nichts angeben</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Termin behalten</translation>
    </message>
    <message>
        <source>Yes, cancel it</source>
        <translation>Ja, absagen</translation>
    </message>
    <message>
        <source>Your appointment is cancelled.</source>
        <translation>Ihr Termin ist abgesagt.</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>My appointments</source>
        <translation>Meine Termine</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>Bevorstehend</translation>
    </message>
    <message>
        <source>No appointment is booked.</source>
        <translation>Es ist kein Termin gebucht.</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Termin buchen</translation>
    </message>
    <message>
        <source>Past and cancelled</source>
        <translation>Vergangen und abgesagt</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation>Frühere zeigen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open {appointment}</source>
        <translation>{appointment} öffnen</translation>
    </message>
</context>
<context>
    <name>desk sentences</name>
    <message>
        <source>Your appointment is at {time}. You are early: you can check in from {opens}. Please come back then.</source>
        <translation>Ihr Termin ist um {time} Uhr. Sie sind früh dran: Anmelden können Sie sich ab {opens} Uhr. Bitte kommen Sie dann wieder.</translation>
    </message>
    <message>
        <source>Your appointment was at {time}. That time is over. Please go to the front desk: they will help you.</source>
        <translation>Ihr Termin war um {time} Uhr. Diese Zeit ist vorbei. Bitte gehen Sie zur Anmeldung: Dort hilft man Ihnen.</translation>
    </message>
    <message>
        <source>This appointment was on {day}. If you need a new one, sign in here or ask at the front desk.</source>
        <translation>Dieser Termin war am {day}. Wenn Sie einen neuen brauchen, loggen Sie sich hier ein oder fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>This appointment is not today but on {day}. You can check in here on that day.</source>
        <translation>Dieser Termin ist nicht heute, sondern am {day}. An diesem Tag können Sie sich hier anmelden.</translation>
    </message>
    <message>
        <source>The appointment at {time} was cancelled. If you did not expect that, please ask at the front desk.</source>
        <translation>Der Termin um {time} Uhr wurde abgesagt. Wenn Sie das nicht erwartet haben, fragen Sie bitte an der Anmeldung.</translation>
    </message>
    <message>
        <source>Only those who work here can leave this screen.</source>
        <translation>Nur wer hier arbeitet, kann diese Ansicht verlassen.</translation>
    </message>
    <message>
        <source>This is the account of somebody who works here. Choose “Staff” at the foot.</source>
        <translation>Dieses Konto gehört jemandem, der hier arbeitet. Wählen Sie unten „Personal“.</translation>
    </message>
    <message>
        <source>That did not fit too often. Please wait {seconds} seconds, or ask at the front desk.</source>
        <translation>Das hat zu oft nicht gestimmt. Bitte warten Sie {seconds} Sekunden oder fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>We found no appointment for this. Please look at what you typed, or ask at the front desk.</source>
        <translation>So finden wir Ihren Termin nicht. Bitte prüfen Sie Ihre Eingabe oder fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>You cannot do this here. Please ask at the front desk.</source>
        <translation>Das geht hier nicht. Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>You are checked in already.</source>
        <translation>Sie sind bereits angemeldet.</translation>
    </message>
    <message>
        <source>Your visit is over already. To come again, sign in and book another appointment.</source>
        <translation>Ihr Besuch ist schon beendet. Für einen neuen loggen Sie sich ein und buchen einen weiteren Termin.</translation>
    </message>
    <message>
        <source>User name and password do not match. Please try again. If you cannot remember, ask at the front desk.</source>
        <translation>Benutzername und Passwort passen nicht zusammen. Bitte versuchen Sie es noch einmal. Wenn Sie sie vergessen haben, fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>This account is locked after too many tries. Please ask at the front desk.</source>
        <translation>Dieses Konto ist nach zu vielen Versuchen gesperrt. Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>You cannot sign in with this account here. Please ask at the front desk.</source>
        <translation>Mit diesem Konto können Sie sich hier nicht einloggen. Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>You have been signed out. Please begin anew.</source>
        <translation>Sie wurden abgemeldet. Bitte beginnen Sie von vorn.</translation>
    </message>
    <message>
        <source>That did not work because of a fault here. Please ask at the front desk.</source>
        <translation>Das hat wegen einer Störung hier nicht geklappt. Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>That is not possible here. Please ask at the front desk.</source>
        <translation>Das ist hier nicht möglich. Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>There is an account with this e-mail address already. Sign in, or leave this empty.</source>
        <translation>Mit dieser E-Mail-Adresse gibt es schon ein Konto. Loggen Sie sich ein, oder lassen Sie das Feld leer.</translation>
    </message>
    <message>
        <source>This user name is taken. Please choose another.</source>
        <translation>Dieser Benutzername ist vergeben. Bitte wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your name.</source>
        <translation>Geben Sie die ersten zwei oder drei Buchstaben Ihres Namens ein.</translation>
    </message>
    <message>
        <source>Please look at your date of birth again: day, month and year.</source>
        <translation>Bitte prüfen Sie Ihr Geburtsdatum: Tag, Monat und Jahr.</translation>
    </message>
    <message>
        <source>This is no phone number that we can call. Please look at it again.</source>
        <translation>Diese Telefonnummer können wir nicht anrufen. Bitte prüfen Sie sie.</translation>
    </message>
    <message>
        <source>This e-mail address is not complete. Please look at it again.</source>
        <translation>Diese E-Mail-Adresse ist nicht vollständig. Bitte prüfen Sie sie.</translation>
    </message>
    <message>
        <source>A user name has at least three letters or figures. Please choose another.</source>
        <translation>Ein Benutzername hat mindestens drei Buchstaben oder Ziffern. Bitte wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>This cannot be used. Please look at it again.</source>
        <translation>Das geht so nicht. Bitte prüfen Sie es.</translation>
    </message>
    <message>
        <source>This password is easy to guess. Please choose another: three or four words make a good one.</source>
        <translation>Dieses Passwort ist leicht zu erraten. Bitte wählen Sie ein anderes: Drei oder vier Wörter ergeben ein gutes.</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
</context>
<context>
    <name>own pages</name>
    <message>
        <source>Other doctors</source>
        <translation>Andere Ärztinnen und Ärzte</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} Minuten</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>Egal, bei wem</translation>
    </message>
    <message>
        <source>Whoever is free first</source>
        <translation>Wer zuerst frei ist</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Termin mitnehmen</translation>
    </message>
    <message>
        <source>On your phone or on paper</source>
        <translation>Auf dem Telefon oder auf Papier</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>Zurück zum Anfang</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd, d. MMMM</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} bei {doctor}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a place</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>You were here</source>
        <translation>Sie waren hier</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Abgesagt</translation>
    </message>
    <message>
        <source>You did not come</source>
        <translation>Sie sind nicht gekommen</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>Sie sind angemeldet</translation>
    </message>
    <message>
        <source>Please go in</source>
        <translation>Bitte gehen Sie hinein</translation>
    </message>
    <message>
        <source>You have another appointment at that time.</source>
        <translation>Sie haben zu dieser Zeit einen anderen Termin.</translation>
    </message>
    <message>
        <source>Somebody else has just taken this time.</source>
        <translation>Diese Zeit hat gerade jemand anderes genommen.</translation>
    </message>
    <message>
        <source>This time is over.</source>
        <translation>Diese Zeit ist schon vorbei.</translation>
    </message>
    <message>
        <source>This was changed a moment ago. Please look again.</source>
        <translation>Das wurde gerade geändert. Bitte sehen Sie noch einmal nach.</translation>
    </message>
    <message>
        <source>This appointment cannot be changed any more.</source>
        <translation>Dieser Termin kann nicht mehr geändert werden.</translation>
    </message>
    <message>
        <source>This time is not free any more.</source>
        <translation>Diese Zeit ist nicht mehr frei.</translation>
    </message>
    <message>
        <source>That is not possible here.</source>
        <translation>Das ist hier nicht möglich.</translation>
    </message>
    <message>
        <source>You can move or cancel it here up to {hours} hours before.</source>
        <translation>Bis {hours} Stunden vorher können Sie hier verlegen oder absagen.</translation>
    </message>
    <message>
        <source>Please ask at the front desk.</source>
        <translation>Bitte fragen Sie an der Anmeldung.</translation>
    </message>
    <message>
        <source>Please ask at the front desk or call {phone}.</source>
        <translation>Bitte fragen Sie an der Anmeldung oder rufen Sie {phone} an.</translation>
    </message>
</context>
</TS>
