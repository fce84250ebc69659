<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="pt" sourcelanguage="en">
<context>
    <name>ArrivalCard</name>
    <message>
        <source>, </source>
        <comment>between the parts of a place: Cardiology, first floor</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>Please wait near {room}</source>
        <translation>Aguarde, por favor, junto a: {room}</translation>
    </message>
    <message>
        <source>Please take a seat in the waiting room</source>
        <translation>Sente-se, por favor, na sala de espera</translation>
    </message>
    <message>
        <source>Your number: {number}</source>
        <translation>O seu número: {number}</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} com {doctor}</translation>
    </message>
    <message>
        <source>It will probably be your turn at about {time}.</source>
        <translation>Deverá ser a sua vez por volta das {time}.</translation>
    </message>
    <message>
        <source>You will be called.</source>
        <translation>Chamaremos por si.</translation>
    </message>
</context>
<context>
    <name>BookPage</name>
    <message>
        <source>It is moved</source>
        <translation>A consulta foi remarcada</translation>
    </message>
    <message>
        <source>It is booked</source>
        <translation>A consulta está marcada</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>Está tudo certo?</translation>
    </message>
    <message>
        <source>Which department?</source>
        <translation>Que serviço?</translation>
    </message>
    <message>
        <source>What do you need?</source>
        <translation>De que precisa?</translation>
    </message>
    <message>
        <source>Which doctor?</source>
        <translation>Que médico ou médica?</translation>
    </message>
    <message>
        <source>Which day?</source>
        <translation>Que dia?</translation>
    </message>
    <message>
        <source>What time?</source>
        <translation>A que horas?</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Marcar uma consulta</translation>
    </message>
    <message>
        <source>Any doctor</source>
        <translation>Qualquer médico</translation>
    </message>
    <message>
        <source>Appointments are not booked here.</source>
        <translation>Aqui não se marcam consultas.</translation>
    </message>
    <message>
        <source>One moment, please …</source>
        <translation>Um momento, por favor …</translation>
    </message>
    <message>
        <source>With another doctor</source>
        <translation>Com outro médico</translation>
    </message>
    <message>
        <source>There is no free time in the next {days} days.</source>
        <translation>Não há horários livres nos próximos {days} dias.</translation>
    </message>
    <message>
        <source>This day has no free time any more. Please choose another day.</source>
        <translation>Este dia já não tem horários livres. Escolha, por favor, outro dia.</translation>
    </message>
</context>
<context>
    <name>BothVersions</name>
    <message>
        <source>Save my version</source>
        <translation>Guardar a minha versão</translation>
    </message>
    <message>
        <source>Take their version</source>
        <translation>Aceitar a versão da receção</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>A sua</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>Da receção</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Check in for today</source>
        <translation>Registar a chegada de hoje</translation>
    </message>
    <message>
        <source>You are checked in already</source>
        <translation>A sua chegada já está registada</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>A sua chegada está registada</translation>
    </message>
    <message>
        <source>Hold the code of your slip in front of the scanner. Or type when you were born and your name.</source>
        <translation>Coloque o código do seu talão em frente ao leitor. Ou escreva a sua data de nascimento e o seu nome.</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>dia mês ano, por exemplo 14.3.1961</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Data de nascimento</translation>
    </message>
    <message>
        <source>First two or three letters of your family name</source>
        <translation>As primeiras duas ou três letras do seu apelido</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>Registar a chegada</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>Escreva a sua data de nascimento: dia, mês e ano.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your family name.</source>
        <translation>Escreva as primeiras duas ou três letras do seu apelido.</translation>
    </message>
</context>
<context>
    <name>ConfirmStep</name>
    <message>
        <source>These times are free:</source>
        <translation>Estes horários estão livres:</translation>
    </message>
    <message>
        <source>Until now: {time}</source>
        <translation>Até agora: {time}</translation>
    </message>
    <message>
        <source>Book {time}</source>
        <translation>Marcar: {time}</translation>
    </message>
    <message>
        <source>Move to {time}</source>
        <translation>Remarcar para: {time}</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>Não é obrigatório responder</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>De que se trata?</translation>
    </message>
</context>
<context>
    <name>DayStep</name>
    <message>
        <source>Earlier</source>
        <translation>Mais cedo</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Mais tarde</translation>
    </message>
    <message>
        <source>{day}, free times</source>
        <translation>{day}, com horários livres</translation>
    </message>
    <message>
        <source>{day}, nothing free</source>
        <translation>{day}, sem horários livres</translation>
    </message>
</context>
<context>
    <name>DeskFoot</name>
    <message>
        <source>Signs out by itself in {seconds} s</source>
        <translation>A sessão termina sozinha em {seconds} s</translation>
    </message>
    <message>
        <source>Begins anew by itself in {seconds} s</source>
        <translation>Recomeça sozinho em {seconds} s</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Terminar sessão</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>Recomeçar</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>Funcionários</translation>
    </message>
    <message>
        <source>For those who work here: leave the patient&apos;s desk</source>
        <translation>Para quem trabalha aqui: sair do ecrã dos pacientes</translation>
    </message>
</context>
<context>
    <name>DeskStack</name>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Patient&apos;s desk</source>
        <translation>Ecrã dos pacientes</translation>
    </message>
</context>
<context>
    <name>DetailsPage</name>
    <message>
        <source>My details</source>
        <translation>Os meus dados</translation>
    </message>
    <message>
        <source>Name and birth date are changed at the front desk.</source>
        <translation>O nome e a data de nascimento são alterados na receção.</translation>
    </message>
    <message>
        <source>Save my details</source>
        <translation>Guardar os meus dados</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>Alterar a palavra-passe</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Telemóvel</translation>
    </message>
    <message>
        <source>Other phone</source>
        <translation>Outro telefone</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Morada</translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation>Pessoa de contacto</translation>
    </message>
    <message>
        <source>Their phone</source>
        <translation>Telefone dessa pessoa</translation>
    </message>
    <message>
        <source>Who they are to you</source>
        <translation>Relação consigo</translation>
    </message>
    <message>
        <source>My language</source>
        <translation>A minha língua</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>Lembretes</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>Não indicada</translation>
    </message>
    <message>
        <source>Please check this number. It looks like +49 30 1234567.</source>
        <translation>Verifique, por favor, este número. Escreve-se como +49 30 1234567.</translation>
    </message>
    <message>
        <source>Please check this address. It looks like name@example.org.</source>
        <translation>Verifique, por favor, este endereço. Escreve-se como name@example.org.</translation>
    </message>
    <message>
        <source>Your details are saved.</source>
        <translation>Os seus dados foram guardados.</translation>
    </message>
    <message>
        <source>The front desk changed your details a moment ago.</source>
        <translation>A receção alterou os seus dados há instantes.</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Good morning, {name}</source>
        <translation>Bom dia, {name}</translation>
    </message>
    <message>
        <source>Good afternoon, {name}</source>
        <translation>Boa tarde, {name}</translation>
    </message>
    <message>
        <source>Good evening, {name}</source>
        <translation>Boa noite, {name}</translation>
    </message>
    <message>
        <source>{clinic} · {day}, {time}</source>
        <translation>{clinic} · {day}, {time}</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Marcar uma consulta</translation>
    </message>
    <message>
        <source>Choose a department, a doctor and a time</source>
        <translation>Escolha o serviço, o médico e a hora</translation>
    </message>
    <message>
        <source>{coming} to come · {past} past</source>
        <translation>{coming} por vir · {past} anteriores</translation>
    </message>
    <message>
        <source>My appointments</source>
        <translation>As minhas consultas</translation>
    </message>
    <message>
        <source>My details</source>
        <translation>Os meus dados</translation>
    </message>
    <message>
        <source>Phone, address, contact person</source>
        <translation>Telefone, morada, pessoa de contacto</translation>
    </message>
    <message>
        <source>You are checked in. Please take a seat, we will call you.</source>
        <translation>A sua chegada está registada. Sente-se, por favor: chamaremos por si.</translation>
    </message>
    <message>
        <source>You are checked in. Your number is {number}. Please take a seat, we will call you.</source>
        <translation>A sua chegada está registada. O seu número é {number}. Sente-se, por favor: chamaremos por si.</translation>
    </message>
    <message>
        <source>The doctor is waiting for you. Please go in.</source>
        <translation>O médico está à sua espera. Entre, por favor.</translation>
    </message>
    <message>
        <source>Please say at the front desk that you are here.</source>
        <translation>Por favor, diga na receção que já chegou.</translation>
    </message>
    <message>
        <source>You can check in here on that day.</source>
        <translation>Nesse dia pode registar aqui a sua chegada.</translation>
    </message>
    <message>
        <source>You can check in from {time}.</source>
        <translation>Pode registar a chegada a partir das {time}.</translation>
    </message>
    <message>
        <source>I have arrived</source>
        <translation>Já cheguei</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>Choose a password of your own</source>
        <translation>Escolha a sua própria palavra-passe</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Pelo menos {least} caracteres. O melhor são três ou quatro palavras que só a si ocorre juntar.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nova palavra-passe</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>A mesma palavra-passe outra vez</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar a palavra-passe</translation>
    </message>
    <message>
        <source>Keep this password</source>
        <translation>Ficar com esta palavra-passe</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Aqui uma palavra-passe tem pelo menos {least} caracteres.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>As duas palavras-passe são diferentes. Escreva duas vezes a mesma.</translation>
    </message>
</context>
<context>
    <name>OwnWindowPage</name>
    <message>
        <source>My appointments</source>
        <translation>As minhas consultas</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Change my password</source>
        <translation>Alterar a palavra-passe</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>Palavra-passe antiga</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nova palavra-passe</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>Nova palavra-passe outra vez</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Pelo menos {least} caracteres. O melhor são três ou quatro palavras que só a si ocorre juntar.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar a palavra-passe</translation>
    </message>
    <message>
        <source>Type the old password too.</source>
        <translation>Escreva também a palavra-passe antiga.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Aqui uma palavra-passe tem pelo menos {least} caracteres.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>As duas palavras-passe são diferentes. Escreva duas vezes a mesma.</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>A sua palavra-passe foi alterada.</translation>
    </message>
    <message>
        <source>This is not your old password.</source>
        <translation>Esta não é a sua palavra-passe antiga.</translation>
    </message>
    <message>
        <source>Please choose another password.</source>
        <translation>Escolha outra palavra-passe, por favor.</translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>Very easy to guess. Add another word.</source>
        <translation>Muito fácil de adivinhar. Acrescente outra palavra.</translation>
    </message>
    <message>
        <source>Easy to guess. Add another word.</source>
        <translation>Fácil de adivinhar. Acrescente outra palavra.</translation>
    </message>
    <message>
        <source>Could be guessed. One more word makes it good.</source>
        <translation>Poderia ser adivinhada. Com mais uma palavra fica boa.</translation>
    </message>
    <message>
        <source>Good: hard to guess.</source>
        <translation>Boa: difícil de adivinhar.</translation>
    </message>
    <message>
        <source>Very good: very hard to guess.</source>
        <translation>Muito boa: muito difícil de adivinhar.</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>What is your name?</source>
        <translation>Como se chama?</translation>
    </message>
    <message>
        <source>When were you born?</source>
        <translation>Quando nasceu?</translation>
    </message>
    <message>
        <source>How can we reach you?</source>
        <translation>Como podemos contactar consigo?</translation>
    </message>
    <message>
        <source>Choose a user name</source>
        <translation>Escolha um nome de utilizador</translation>
    </message>
    <message>
        <source>Choose a password</source>
        <translation>Escolha uma palavra-passe</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>Nome próprio</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>Apelido</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>Data de nascimento</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>Telemóvel</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>E-mail</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nome de utilizador</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Palavra-passe</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>A mesma palavra-passe outra vez</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>dia mês ano, por exemplo 14.3.1961</translation>
    </message>
    <message>
        <source>Question {step} of {steps}</source>
        <translation>Pergunta {step} de {steps}</translation>
    </message>
    <message>
        <source>One of the two is enough.</source>
        <translation>Basta um dos dois.</translation>
    </message>
    <message>
        <source>With this name you sign in the next time. Choose one that you will remember.</source>
        <translation>É com este nome que inicia sessão da próxima vez. Escolha um de que se lembre.</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>Pelo menos {least} caracteres. O melhor são três ou quatro palavras que só a si ocorre juntar.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar a palavra-passe</translation>
    </message>
    <message>
        <source>Make my account</source>
        <translation>Criar a minha conta</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Seguinte</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>Escreva o seu nome.</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>Escreva a sua data de nascimento: dia, mês e ano.</translation>
    </message>
    <message>
        <source>Type a phone number or an e-mail address.</source>
        <translation>Escreva um número de telefone ou um e-mail.</translation>
    </message>
    <message>
        <source>Choose a user name.</source>
        <translation>Escolha um nome de utilizador.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>Aqui uma palavra-passe tem pelo menos {least} caracteres.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>As duas palavras-passe são diferentes. Escreva duas vezes a mesma.</translation>
    </message>
</context>
<context>
    <name>ReminderChoice</name>
    <message>
        <source>By e-mail</source>
        <translation>Por e-mail</translation>
    </message>
    <message>
        <source>By SMS</source>
        <translation>Por SMS</translation>
    </message>
    <message>
        <source>By phone call</source>
        <translation>Por telefone</translation>
    </message>
    <message>
        <source>As the clinic usually does</source>
        <translation>Como é habitual na clínica</translation>
    </message>
    <message>
        <source>None</source>
        <translation>Nenhum</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sessão</translation>
    </message>
    <message>
        <source>If you do not remember your user name or password, please ask at the front desk.</source>
        <translation>Se não se lembra do nome de utilizador ou da palavra-passe, pergunte na receção.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nome de utilizador</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Palavra-passe</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Mostrar</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ocultar</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>Mostrar a palavra-passe</translation>
    </message>
    <message>
        <source>Type your user name.</source>
        <translation>Escreva o seu nome de utilizador.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>Escreva a sua palavra-passe.</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Leave the patient&apos;s desk</source>
        <translation>Sair do ecrã dos pacientes</translation>
    </message>
    <message>
        <source>For those who work here. Type your own user name and password.</source>
        <translation>Para quem trabalha aqui. Escreva o seu próprio nome de utilizador e a sua palavra-passe.</translation>
    </message>
    <message>
        <source>Sign in and leave</source>
        <translation>Iniciar sessão e sair</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Welcome to {clinic}</source>
        <translation>Boas-vindas · {clinic}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>I have an appointment today</source>
        <translation>Tenho consulta hoje</translation>
    </message>
    <message>
        <source>Check in with your slip or your date of birth</source>
        <translation>Registe a chegada com o talão ou a data de nascimento</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>Iniciar sessão</translation>
    </message>
    <message>
        <source>Book, move or cancel appointments</source>
        <translation>Marcar, remarcar ou cancelar consultas</translation>
    </message>
    <message>
        <source>I am new here</source>
        <translation>É a minha primeira vez aqui</translation>
    </message>
    <message>
        <source>Make an account of your own</source>
        <translation>Crie a sua conta</translation>
    </message>
    <message>
        <source>Please go to the front desk: they will help you.</source>
        <translation>Dirija-se à receção: ajudá-lo-ão lá.</translation>
    </message>
</context>
<context>
    <name>TakeAlongPage</name>
    <message>
        <source>Take it along</source>
        <translation>Levar comigo</translation>
    </message>
    <message>
        <source>A code with your appointment for the camera of a telephone</source>
        <translation>Um código com a sua consulta para a câmara de um telemóvel</translation>
    </message>
    <message>
        <source>Into your telephone</source>
        <translation>No seu telemóvel</translation>
    </message>
    <message>
        <source>Point its camera at the picture. The appointment goes into your calendar.</source>
        <translation>Aponte a câmara para a imagem. A consulta entra no seu calendário.</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>Imprimir</translation>
    </message>
    <message>
        <source>Send it to {address}</source>
        <translation>Enviar para {address}</translation>
    </message>
    <message>
        <source>Save it to a USB stick</source>
        <translation>Guardar numa pen USB</translation>
    </message>
    <message>
        <source>Appointment: {clinic}</source>
        <translation>Consulta: {clinic}</translation>
    </message>
    <message>
        <source>There is no printer here.</source>
        <translation>Não há impressora aqui.</translation>
    </message>
    <message>
        <source>It is being printed.</source>
        <translation>Está a ser impresso.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>A impressora não responde.</translation>
    </message>
    <message>
        <source>It will be in your mailbox soon.</source>
        <translation>Chegará em breve à sua caixa de correio.</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>Para onde?</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>Guardado como {name}.</translation>
    </message>
    <message>
        <source>It cannot be saved there. Please choose another folder.</source>
        <translation>Não é possível guardar aí. Escolha, por favor, outra pasta.</translation>
    </message>
</context>
<context>
    <name>TimeStep</name>
    <message>
        <source>In the morning</source>
        <translation>De manhã</translation>
    </message>
    <message>
        <source>In the afternoon</source>
        <translation>À tarde</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Cancel this appointment?</source>
        <translation>Cancelar esta consulta?</translation>
    </message>
    <message>
        <source>My appointment</source>
        <translation>A minha consulta</translation>
    </message>
    <message>
        <source>Choose another time</source>
        <translation>Escolher outra hora</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Levar comigo</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>Cancelar</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Voltar</translation>
    </message>
    <message>
        <source>It is too late to move or cancel it here.</source>
        <translation>Já é tarde para o remarcar ou cancelar aqui.</translation>
    </message>
    <message>
        <source>Your time goes to somebody else then.</source>
        <translation>A sua hora passa então para outra pessoa.</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>Não é obrigatório responder</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>Porquê?</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Manter</translation>
    </message>
    <message>
        <source>Yes, cancel it</source>
        <translation>Sim, cancelar</translation>
    </message>
    <message>
        <source>Your appointment is cancelled.</source>
        <translation>A sua consulta foi cancelada.</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>My appointments</source>
        <translation>As minhas consultas</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>Por vir</translation>
    </message>
    <message>
        <source>No appointment is booked.</source>
        <translation>Não há nenhuma consulta marcada.</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>Marcar uma consulta</translation>
    </message>
    <message>
        <source>Past and cancelled</source>
        <translation>Anteriores e canceladas</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Ainda nenhuma.</translation>
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation>Mostrar anteriores</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>Open {appointment}</source>
        <translation>Abrir: {appointment}</translation>
    </message>
</context>
<context>
    <name>desk sentences</name>
    <message>
        <source>Your appointment is at {time}. You are early: you can check in from {opens}. Please come back then.</source>
        <translation>A sua consulta é às {time}. Chegou cedo: pode registar a chegada a partir das {opens}. Volte, por favor, nessa altura.</translation>
    </message>
    <message>
        <source>Your appointment was at {time}. That time is over. Please go to the front desk: they will help you.</source>
        <translation>A sua consulta era às {time}. Essa hora já passou. Dirija-se, por favor, à receção: lá terá ajuda.</translation>
    </message>
    <message>
        <source>This appointment was on {day}. If you need a new one, sign in here or ask at the front desk.</source>
        <translation>Esta consulta foi no dia {day}. Se precisa de outra, inicie sessão aqui ou pergunte na receção.</translation>
    </message>
    <message>
        <source>This appointment is not today but on {day}. You can check in here on that day.</source>
        <translation>Esta consulta não é hoje, mas no dia {day}. Nesse dia pode registar aqui a sua chegada.</translation>
    </message>
    <message>
        <source>The appointment at {time} was cancelled. If you did not expect that, please ask at the front desk.</source>
        <translation>A consulta das {time} foi cancelada. Se não esperava isso, pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>Only those who work here can leave this screen.</source>
        <translation>Só quem trabalha aqui pode sair deste ecrã.</translation>
    </message>
    <message>
        <source>This is the account of somebody who works here. Choose “Staff” at the foot.</source>
        <translation>Esta conta é de alguém que trabalha aqui. Escolha “Funcionários” em baixo.</translation>
    </message>
    <message>
        <source>That did not fit too often. Please wait {seconds} seconds, or ask at the front desk.</source>
        <translation>Os dados não coincidiram demasiadas vezes. Espere {seconds} segundos ou pergunte na receção.</translation>
    </message>
    <message>
        <source>We found no appointment for this. Please look at what you typed, or ask at the front desk.</source>
        <translation>Assim não encontramos a sua consulta. Verifique o que escreveu ou pergunte na receção.</translation>
    </message>
    <message>
        <source>You cannot do this here. Please ask at the front desk.</source>
        <translation>Não é possível fazer isto aqui. Pergunte na receção, por favor.</translation>
    </message>
    <message>
        <source>You are checked in already.</source>
        <translation>A sua chegada já está registada.</translation>
    </message>
    <message>
        <source>Your visit is over already. To come again, sign in and book another appointment.</source>
        <translation>A sua consulta já terminou. Para voltar, inicie sessão e marque outra.</translation>
    </message>
    <message>
        <source>User name and password do not match. Please try again. If you cannot remember, ask at the front desk.</source>
        <translation>O nome de utilizador e a palavra-passe não coincidem. Tente outra vez. Se não se lembra, pergunte na receção.</translation>
    </message>
    <message>
        <source>This account is locked after too many tries. Please ask at the front desk.</source>
        <translation>Esta conta está bloqueada após demasiadas tentativas. Pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>You cannot sign in with this account here. Please ask at the front desk.</source>
        <translation>Não é possível iniciar sessão aqui com esta conta. Pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>You have been signed out. Please begin anew.</source>
        <translation>A sua sessão terminou. Recomece, por favor.</translation>
    </message>
    <message>
        <source>That did not work because of a fault here. Please ask at the front desk.</source>
        <translation>Não foi possível devido a uma falha aqui. Pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>That is not possible here. Please ask at the front desk.</source>
        <translation>Isso não é possível aqui. Pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>There is an account with this e-mail address already. Sign in, or leave this empty.</source>
        <translation>Já existe uma conta com este e-mail. Inicie sessão ou deixe este campo vazio.</translation>
    </message>
    <message>
        <source>This user name is taken. Please choose another.</source>
        <translation>Este nome de utilizador já está em uso. Escolha, por favor, outro.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your name.</source>
        <translation>Escreva as primeiras duas ou três letras do seu nome.</translation>
    </message>
    <message>
        <source>Please look at your date of birth again: day, month and year.</source>
        <translation>Verifique, por favor, a sua data de nascimento: dia, mês e ano.</translation>
    </message>
    <message>
        <source>This is no phone number that we can call. Please look at it again.</source>
        <translation>Não é um número para o qual possamos ligar. Verifique-o, por favor.</translation>
    </message>
    <message>
        <source>This e-mail address is not complete. Please look at it again.</source>
        <translation>Este e-mail não está completo. Verifique-o, por favor.</translation>
    </message>
    <message>
        <source>A user name has at least three letters or figures. Please choose another.</source>
        <translation>Um nome de utilizador tem pelo menos três letras ou algarismos. Escolha, por favor, outro.</translation>
    </message>
    <message>
        <source>This cannot be used. Please look at it again.</source>
        <translation>Isto não pode ser usado. Verifique, por favor.</translation>
    </message>
    <message>
        <source>This password is easy to guess. Please choose another: three or four words make a good one.</source>
        <translation>Esta palavra-passe é fácil de adivinhar. Escolha outra: três ou quatro palavras fazem uma boa.</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd, d &apos;de&apos; MMMM</translation>
    </message>
</context>
<context>
    <name>own pages</name>
    <message>
        <source>Other doctors</source>
        <translation>Outros médicos</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} minutos</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>Qualquer pessoa</translation>
    </message>
    <message>
        <source>Whoever is free first</source>
        <translation>Quem estiver livre primeiro</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Levar comigo</translation>
    </message>
    <message>
        <source>On your phone or on paper</source>
        <translation>No telemóvel ou em papel</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Concluir</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>Voltar ao início</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd, d &apos;de&apos; MMMM</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} com {doctor}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a place</comment>
        <translation>, </translation>
    </message>
    <message>
        <source>You were here</source>
        <translation>Esteve cá</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>Cancelada</translation>
    </message>
    <message>
        <source>You did not come</source>
        <translation>Não compareceu</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>A sua chegada está registada</translation>
    </message>
    <message>
        <source>Please go in</source>
        <translation>Entre, por favor</translation>
    </message>
    <message>
        <source>You have another appointment at that time.</source>
        <translation>Já tem outra consulta a essa hora.</translation>
    </message>
    <message>
        <source>Somebody else has just taken this time.</source>
        <translation>Outra pessoa acabou de ocupar esta hora.</translation>
    </message>
    <message>
        <source>This time is over.</source>
        <translation>Esta hora já passou.</translation>
    </message>
    <message>
        <source>This was changed a moment ago. Please look again.</source>
        <translation>Isto foi alterado há instantes. Veja, por favor, outra vez.</translation>
    </message>
    <message>
        <source>This appointment cannot be changed any more.</source>
        <translation>Esta consulta já não pode ser alterada.</translation>
    </message>
    <message>
        <source>This time is not free any more.</source>
        <translation>Esta hora já não está livre.</translation>
    </message>
    <message>
        <source>That is not possible here.</source>
        <translation>Isso não é possível aqui.</translation>
    </message>
    <message>
        <source>You can move or cancel it here up to {hours} hours before.</source>
        <translation>Pode remarcar ou cancelar aqui até {hours} horas antes.</translation>
    </message>
    <message>
        <source>Please ask at the front desk.</source>
        <translation>Pergunte, por favor, na receção.</translation>
    </message>
    <message>
        <source>Please ask at the front desk or call {phone}.</source>
        <translation>Pergunte, por favor, na receção ou ligue para {phone}.</translation>
    </message>
</context>
</TS>
