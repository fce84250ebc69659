<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>ArrivalCard</name>
    <message>
        <source>, </source>
        <comment>between the parts of a place: Cardiology, first floor</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>Please wait near {room}</source>
        <translation>يرجى الانتظار قرب {room}</translation>
    </message>
    <message>
        <source>Please take a seat in the waiting room</source>
        <translation>يرجى الجلوس في غرفة الانتظار</translation>
    </message>
    <message>
        <source>Your number: {number}</source>
        <translation>رقمك: {number}</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} مع {doctor}</translation>
    </message>
    <message>
        <source>It will probably be your turn at about {time}.</source>
        <translation>من المتوقع أن يحين دورك نحو الساعة {time}.</translation>
    </message>
    <message>
        <source>You will be called.</source>
        <translation>ستتم مناداتك.</translation>
    </message>
</context>
<context>
    <name>BookPage</name>
    <message>
        <source>It is moved</source>
        <translation>تم تغيير الموعد</translation>
    </message>
    <message>
        <source>It is booked</source>
        <translation>تم حجز الموعد</translation>
    </message>
    <message>
        <source>Is this right?</source>
        <translation>هل هذا صحيح؟</translation>
    </message>
    <message>
        <source>Which department?</source>
        <translation>أي قسم؟</translation>
    </message>
    <message>
        <source>What do you need?</source>
        <translation>ما الذي تحتاج إليه؟</translation>
    </message>
    <message>
        <source>Which doctor?</source>
        <translation>أي طبيب؟</translation>
    </message>
    <message>
        <source>Which day?</source>
        <translation>أي يوم؟</translation>
    </message>
    <message>
        <source>What time?</source>
        <translation>في أي ساعة؟</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>حجز موعد</translation>
    </message>
    <message>
        <source>Any doctor</source>
        <translation>أي طبيب</translation>
    </message>
    <message>
        <source>Appointments are not booked here.</source>
        <translation>لا تُحجز المواعيد هنا.</translation>
    </message>
    <message>
        <source>One moment, please …</source>
        <translation>لحظة من فضلك …</translation>
    </message>
    <message>
        <source>With another doctor</source>
        <translation>مع طبيب آخر</translation>
    </message>
    <message>
        <source>There is no free time in the next {days} days.</source>
        <translation>لا توجد أوقات متاحة خلال الأيام القادمة ({days}).</translation>
    </message>
    <message>
        <source>This day has no free time any more. Please choose another day.</source>
        <translation>لم تعد هناك أوقات متاحة في هذا اليوم. يرجى اختيار يوم آخر.</translation>
    </message>
</context>
<context>
    <name>BothVersions</name>
    <message>
        <source>Save my version</source>
        <translation>حفظ ما كتبتُه</translation>
    </message>
    <message>
        <source>Take their version</source>
        <translation>قبول ما كتبه الاستقبال</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>ما كتبتَه</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>ما كتبه الاستقبال</translation>
    </message>
</context>
<context>
    <name>CheckInPage</name>
    <message>
        <source>Check in for today</source>
        <translation>تسجيل الحضور لليوم</translation>
    </message>
    <message>
        <source>You are checked in already</source>
        <translation>لقد سُجّل حضورك من قبل</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>تم تسجيل حضورك</translation>
    </message>
    <message>
        <source>Hold the code of your slip in front of the scanner. Or type when you were born and your name.</source>
        <translation>ضع رمز ورقة الموعد أمام الماسح، أو اكتب تاريخ ميلادك واسمك.</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>اليوم ثم الشهر ثم السنة، مثل 14.3.1961</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>First two or three letters of your family name</source>
        <translation>أول حرفين أو ثلاثة أحرف من اسم العائلة</translation>
    </message>
    <message>
        <source>Check in</source>
        <translation>تسجيل الحضور</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>اكتب تاريخ ميلادك: اليوم والشهر والسنة.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your family name.</source>
        <translation>اكتب أول حرفين أو ثلاثة أحرف من اسم العائلة.</translation>
    </message>
</context>
<context>
    <name>ConfirmStep</name>
    <message>
        <source>These times are free:</source>
        <translation>الأوقات المتاحة:</translation>
    </message>
    <message>
        <source>Until now: {time}</source>
        <translation>حتى الآن: {time}</translation>
    </message>
    <message>
        <source>Book {time}</source>
        <translation>حجز: {time}</translation>
    </message>
    <message>
        <source>Move to {time}</source>
        <translation>تغيير الموعد إلى: {time}</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>الإجابة اختيارية</translation>
    </message>
    <message>
        <source>What is it about?</source>
        <translation>ما سبب الزيارة؟</translation>
    </message>
</context>
<context>
    <name>DayStep</name>
    <message>
        <source>Earlier</source>
        <translation>أبكر</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>لاحقًا</translation>
    </message>
    <message>
        <source>{day}, free times</source>
        <translation>{day}، توجد أوقات متاحة</translation>
    </message>
    <message>
        <source>{day}, nothing free</source>
        <translation>{day}، لا توجد أوقات متاحة</translation>
    </message>
</context>
<context>
    <name>DeskFoot</name>
    <message>
        <source>Signs out by itself in {seconds} s</source>
        <translation>تسجيل خروج تلقائي بعد {seconds} ثانية</translation>
    </message>
    <message>
        <source>Begins anew by itself in {seconds} s</source>
        <translation>العودة إلى البداية بعد {seconds} ثانية</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>تسجيل الخروج</translation>
    </message>
    <message>
        <source>Begin anew</source>
        <translation>البدء من جديد</translation>
    </message>
    <message>
        <source>Staff</source>
        <translation>الموظفون</translation>
    </message>
    <message>
        <source>For those who work here: leave the patient&apos;s desk</source>
        <translation>لمن يعمل هنا: مغادرة شاشة المرضى</translation>
    </message>
</context>
<context>
    <name>DeskStack</name>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
</context>
<context>
    <name>DeskWindow</name>
    <message>
        <source>Patient&apos;s desk</source>
        <translation>شاشة المرضى</translation>
    </message>
</context>
<context>
    <name>DetailsPage</name>
    <message>
        <source>My details</source>
        <translation>بياناتي</translation>
    </message>
    <message>
        <source>Name and birth date are changed at the front desk.</source>
        <translation>يتم تغيير الاسم وتاريخ الميلاد عند الاستقبال.</translation>
    </message>
    <message>
        <source>Save my details</source>
        <translation>حفظ بياناتي</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>الهاتف المحمول</translation>
    </message>
    <message>
        <source>Other phone</source>
        <translation>هاتف آخر</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Contact person</source>
        <translation>الشخص الذي يمكن الاتصال به</translation>
    </message>
    <message>
        <source>Their phone</source>
        <translation>هاتف هذا الشخص</translation>
    </message>
    <message>
        <source>Who they are to you</source>
        <translation>صلته بك</translation>
    </message>
    <message>
        <source>My language</source>
        <translation>لغتي</translation>
    </message>
    <message>
        <source>Reminders</source>
        <translation>التذكير بالمواعيد</translation>
    </message>
    <message>
        <source>Not said</source>
        <translation>غير محددة</translation>
    </message>
    <message>
        <source>Please check this number. It looks like +49 30 1234567.</source>
        <translation>يرجى التحقق من هذا الرقم. يُكتب على هذا النحو: ⁦+49 30 1234567⁩.</translation>
    </message>
    <message>
        <source>Please check this address. It looks like name@example.org.</source>
        <translation>يرجى التحقق من هذا البريد. يُكتب على هذا النحو: ⁦name@example.org⁩.</translation>
    </message>
    <message>
        <source>Your details are saved.</source>
        <translation>تم حفظ بياناتك.</translation>
    </message>
    <message>
        <source>The front desk changed your details a moment ago.</source>
        <translation>قام الاستقبال بتغيير بياناتك قبل لحظات.</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>Good morning, {name}</source>
        <translation>صباح الخير، {name}</translation>
    </message>
    <message>
        <source>Good afternoon, {name}</source>
        <translation>نهارك سعيد، {name}</translation>
    </message>
    <message>
        <source>Good evening, {name}</source>
        <translation>مساء الخير، {name}</translation>
    </message>
    <message>
        <source>{clinic} · {day}, {time}</source>
        <translation>{clinic} · {day}، {time}</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>حجز موعد</translation>
    </message>
    <message>
        <source>Choose a department, a doctor and a time</source>
        <translation>اختر القسم والطبيب والوقت</translation>
    </message>
    <message>
        <source>{coming} to come · {past} past</source>
        <translation>القادمة: {coming} · السابقة: {past}</translation>
    </message>
    <message>
        <source>My appointments</source>
        <translation>مواعيدي</translation>
    </message>
    <message>
        <source>My details</source>
        <translation>بياناتي</translation>
    </message>
    <message>
        <source>Phone, address, contact person</source>
        <translation>الهاتف والعنوان والشخص الذي يمكن الاتصال به</translation>
    </message>
    <message>
        <source>You are checked in. Please take a seat, we will call you.</source>
        <translation>تم تسجيل حضورك. يرجى الجلوس، وسنناديك.</translation>
    </message>
    <message>
        <source>You are checked in. Your number is {number}. Please take a seat, we will call you.</source>
        <translation>تم تسجيل حضورك. رقمك هو {number}. يرجى الجلوس، وسنناديك.</translation>
    </message>
    <message>
        <source>The doctor is waiting for you. Please go in.</source>
        <translation>الطبيب في انتظارك. تفضّل بالدخول.</translation>
    </message>
    <message>
        <source>Please say at the front desk that you are here.</source>
        <translation>يرجى إخبار مكتب الاستقبال بأنك وصلت.</translation>
    </message>
    <message>
        <source>You can check in here on that day.</source>
        <translation>يمكنك تسجيل حضورك هنا في ذلك اليوم.</translation>
    </message>
    <message>
        <source>You can check in from {time}.</source>
        <translation>يمكنك تسجيل حضورك ابتداءً من الساعة {time}.</translation>
    </message>
    <message>
        <source>I have arrived</source>
        <translation>لقد وصلت</translation>
    </message>
</context>
<context>
    <name>NewPasswordPage</name>
    <message>
        <source>Choose a password of your own</source>
        <translation>اختر كلمة مرور خاصة بك</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>عدد الأحرف لا يقل عن {least}. الأفضل ثلاث أو أربع كلمات لا يجمعها معًا أحد غيرك.</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>كلمة المرور الجديدة</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>كلمة المرور نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
    <message>
        <source>Keep this password</source>
        <translation>اعتماد كلمة المرور هذه</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>يجب ألا يقل عدد أحرف كلمة المرور هنا عن {least}.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.</translation>
    </message>
</context>
<context>
    <name>OwnWindowPage</name>
    <message>
        <source>My appointments</source>
        <translation>مواعيدي</translation>
    </message>
</context>
<context>
    <name>PasswordPage</name>
    <message>
        <source>Change my password</source>
        <translation>تغيير كلمة المرور</translation>
    </message>
    <message>
        <source>Old password</source>
        <translation>كلمة المرور القديمة</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>كلمة المرور الجديدة</translation>
    </message>
    <message>
        <source>New password, once more</source>
        <translation>كلمة المرور الجديدة مرة أخرى</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>عدد الأحرف لا يقل عن {least}. الأفضل ثلاث أو أربع كلمات لا يجمعها معًا أحد غيرك.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
    <message>
        <source>Type the old password too.</source>
        <translation>اكتب كلمة المرور القديمة أيضًا.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>يجب ألا يقل عدد أحرف كلمة المرور هنا عن {least}.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.</translation>
    </message>
    <message>
        <source>Your password is changed.</source>
        <translation>تم تغيير كلمة المرور.</translation>
    </message>
    <message>
        <source>This is not your old password.</source>
        <translation>هذه ليست كلمة مرورك القديمة.</translation>
    </message>
    <message>
        <source>Please choose another password.</source>
        <translation>يرجى اختيار كلمة مرور أخرى.</translation>
    </message>
</context>
<context>
    <name>PasswordStrength</name>
    <message>
        <source>Very easy to guess. Add another word.</source>
        <translation>سهلة التخمين جدًا. أضف كلمة أخرى.</translation>
    </message>
    <message>
        <source>Easy to guess. Add another word.</source>
        <translation>سهلة التخمين. أضف كلمة أخرى.</translation>
    </message>
    <message>
        <source>Could be guessed. One more word makes it good.</source>
        <translation>قد يمكن تخمينها. كلمة أخرى تجعلها جيدة.</translation>
    </message>
    <message>
        <source>Good: hard to guess.</source>
        <translation>جيدة: يصعب تخمينها.</translation>
    </message>
    <message>
        <source>Very good: very hard to guess.</source>
        <translation>جيدة جدًا: يصعب تخمينها كثيرًا.</translation>
    </message>
</context>
<context>
    <name>RegisterPage</name>
    <message>
        <source>What is your name?</source>
        <translation>ما اسمك؟</translation>
    </message>
    <message>
        <source>When were you born?</source>
        <translation>ما تاريخ ميلادك؟</translation>
    </message>
    <message>
        <source>How can we reach you?</source>
        <translation>كيف يمكننا الاتصال بك؟</translation>
    </message>
    <message>
        <source>Choose a user name</source>
        <translation>اختر اسم مستخدم</translation>
    </message>
    <message>
        <source>Choose a password</source>
        <translation>اختر كلمة مرور</translation>
    </message>
    <message>
        <source>First name</source>
        <translation>الاسم الأول</translation>
    </message>
    <message>
        <source>Family name</source>
        <translation>اسم العائلة</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>تاريخ الميلاد</translation>
    </message>
    <message>
        <source>Mobile phone</source>
        <translation>الهاتف المحمول</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>البريد الإلكتروني</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>اسم المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>The same password once more</source>
        <translation>كلمة المرور نفسها مرة أخرى</translation>
    </message>
    <message>
        <source>day month year, such as 14.3.1961</source>
        <translation>اليوم ثم الشهر ثم السنة، مثل 14.3.1961</translation>
    </message>
    <message>
        <source>Question {step} of {steps}</source>
        <translation>السؤال {step} من {steps}</translation>
    </message>
    <message>
        <source>One of the two is enough.</source>
        <translation>يكفي أحدهما.</translation>
    </message>
    <message>
        <source>With this name you sign in the next time. Choose one that you will remember.</source>
        <translation>بهذا الاسم ستسجّل الدخول في المرة القادمة. اختر اسمًا تتذكره.</translation>
    </message>
    <message>
        <source>At least {least} characters. Three or four words that only you put together are best.</source>
        <translation>عدد الأحرف لا يقل عن {least}. الأفضل ثلاث أو أربع كلمات لا يجمعها معًا أحد غيرك.</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
    <message>
        <source>Make my account</source>
        <translation>إنشاء حسابي</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>التالي</translation>
    </message>
    <message>
        <source>Type your name.</source>
        <translation>اكتب اسمك.</translation>
    </message>
    <message>
        <source>Type your date of birth: day, month and year.</source>
        <translation>اكتب تاريخ ميلادك: اليوم والشهر والسنة.</translation>
    </message>
    <message>
        <source>Type a phone number or an e-mail address.</source>
        <translation>اكتب رقم هاتف أو بريدًا إلكترونيًا.</translation>
    </message>
    <message>
        <source>Choose a user name.</source>
        <translation>اختر اسم مستخدم.</translation>
    </message>
    <message>
        <source>A password has at least {least} characters here.</source>
        <translation>يجب ألا يقل عدد أحرف كلمة المرور هنا عن {least}.</translation>
    </message>
    <message>
        <source>The two passwords differ. Type the same one twice.</source>
        <translation>كلمتا المرور مختلفتان. اكتب الكلمة نفسها مرتين.</translation>
    </message>
</context>
<context>
    <name>ReminderChoice</name>
    <message>
        <source>By e-mail</source>
        <translation>بالبريد الإلكتروني</translation>
    </message>
    <message>
        <source>By SMS</source>
        <translation>برسالة نصية قصيرة</translation>
    </message>
    <message>
        <source>By phone call</source>
        <translation>بمكالمة هاتفية</translation>
    </message>
    <message>
        <source>As the clinic usually does</source>
        <translation>كما تفعل العيادة عادةً</translation>
    </message>
    <message>
        <source>None</source>
        <translation>دون تذكير</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>If you do not remember your user name or password, please ask at the front desk.</source>
        <translation>إذا نسيت اسم المستخدم أو كلمة المرور، يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>اسم المستخدم</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>كلمة المرور</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>إظهار</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>إخفاء</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>إظهار كلمة المرور</translation>
    </message>
    <message>
        <source>Type your user name.</source>
        <translation>اكتب اسم المستخدم.</translation>
    </message>
    <message>
        <source>Type your password.</source>
        <translation>اكتب كلمة المرور.</translation>
    </message>
</context>
<context>
    <name>StaffPage</name>
    <message>
        <source>Leave the patient&apos;s desk</source>
        <translation>مغادرة شاشة المرضى</translation>
    </message>
    <message>
        <source>For those who work here. Type your own user name and password.</source>
        <translation>لمن يعمل هنا. اكتب اسم المستخدم وكلمة المرور الخاصين بك.</translation>
    </message>
    <message>
        <source>Sign in and leave</source>
        <translation>تسجيل الدخول والمغادرة</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Welcome to {clinic}</source>
        <translation>أهلاً بكم في {clinic}</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message>
        <source>I have an appointment today</source>
        <translation>لدي موعد اليوم</translation>
    </message>
    <message>
        <source>Check in with your slip or your date of birth</source>
        <translation>سجّل حضورك بورقة الموعد أو بتاريخ ميلادك</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Book, move or cancel appointments</source>
        <translation>حجز المواعيد أو تغييرها أو إلغاؤها</translation>
    </message>
    <message>
        <source>I am new here</source>
        <translation>هذه زيارتي الأولى</translation>
    </message>
    <message>
        <source>Make an account of your own</source>
        <translation>أنشئ حسابًا خاصًا بك</translation>
    </message>
    <message>
        <source>Please go to the front desk: they will help you.</source>
        <translation>يرجى التوجه إلى مكتب الاستقبال: سيساعدونك هناك.</translation>
    </message>
</context>
<context>
    <name>TakeAlongPage</name>
    <message>
        <source>Take it along</source>
        <translation>خذ الموعد معك</translation>
    </message>
    <message>
        <source>A code with your appointment for the camera of a telephone</source>
        <translation>رمز يحتوي على موعدك لكاميرا الهاتف</translation>
    </message>
    <message>
        <source>Into your telephone</source>
        <translation>إلى هاتفك</translation>
    </message>
    <message>
        <source>Point its camera at the picture. The appointment goes into your calendar.</source>
        <translation>وجّه الكاميرا نحو الصورة، فينتقل الموعد إلى تقويمك.</translation>
    </message>
    <message>
        <source>Print it</source>
        <translation>طباعة</translation>
    </message>
    <message>
        <source>Send it to {address}</source>
        <translation>إرسال إلى {address}</translation>
    </message>
    <message>
        <source>Save it to a USB stick</source>
        <translation>حفظ على ذاكرة USB</translation>
    </message>
    <message>
        <source>Appointment: {clinic}</source>
        <translation>موعد: {clinic}</translation>
    </message>
    <message>
        <source>There is no printer here.</source>
        <translation>لا توجد طابعة هنا.</translation>
    </message>
    <message>
        <source>It is being printed.</source>
        <translation>تجري الطباعة.</translation>
    </message>
    <message>
        <source>The printer does not answer.</source>
        <translation>الطابعة لا تستجيب.</translation>
    </message>
    <message>
        <source>It will be in your mailbox soon.</source>
        <translation>سيصل قريبًا إلى بريدك.</translation>
    </message>
    <message>
        <source>Where to?</source>
        <translation>إلى أين؟</translation>
    </message>
    <message>
        <source>Saved as {name}.</source>
        <translation>تم الحفظ باسم {name}.</translation>
    </message>
    <message>
        <source>It cannot be saved there. Please choose another folder.</source>
        <translation>لا يمكن الحفظ هناك. يرجى اختيار مجلد آخر.</translation>
    </message>
</context>
<context>
    <name>TimeStep</name>
    <message>
        <source>In the morning</source>
        <translation>صباحًا</translation>
    </message>
    <message>
        <source>In the afternoon</source>
        <translation>بعد الظهر</translation>
    </message>
</context>
<context>
    <name>VisitPage</name>
    <message>
        <source>Cancel this appointment?</source>
        <translation>هل تريد إلغاء هذا الموعد؟</translation>
    </message>
    <message>
        <source>My appointment</source>
        <translation>موعدي</translation>
    </message>
    <message>
        <source>Choose another time</source>
        <translation>اختيار وقت آخر</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>خذ الموعد معك</translation>
    </message>
    <message>
        <source>Cancel it</source>
        <translation>إلغاء الموعد</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>رجوع</translation>
    </message>
    <message>
        <source>It is too late to move or cancel it here.</source>
        <translation>فات وقت تغيير الموعد أو إلغائه هنا.</translation>
    </message>
    <message>
        <source>Your time goes to somebody else then.</source>
        <translation>سيُعطى وقتك عندئذٍ لشخص آخر.</translation>
    </message>
    <message>
        <source>You need not say</source>
        <translation>الإجابة اختيارية</translation>
    </message>
    <message>
        <source>Why?</source>
        <translation>لماذا؟</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>الإبقاء على الموعد</translation>
    </message>
    <message>
        <source>Yes, cancel it</source>
        <translation>نعم، إلغاء الموعد</translation>
    </message>
    <message>
        <source>Your appointment is cancelled.</source>
        <translation>تم إلغاء موعدك.</translation>
    </message>
</context>
<context>
    <name>VisitsPage</name>
    <message>
        <source>My appointments</source>
        <translation>مواعيدي</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>القادمة</translation>
    </message>
    <message>
        <source>No appointment is booked.</source>
        <translation>لا يوجد موعد محجوز.</translation>
    </message>
    <message>
        <source>Book an appointment</source>
        <translation>حجز موعد</translation>
    </message>
    <message>
        <source>Past and cancelled</source>
        <translation>السابقة والملغاة</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>لا شيء بعد.</translation>
    </message>
    <message>
        <source>Show earlier ones</source>
        <translation>عرض الأقدم</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>فتح</translation>
    </message>
    <message>
        <source>Open {appointment}</source>
        <translation>فتح: {appointment}</translation>
    </message>
</context>
<context>
    <name>desk sentences</name>
    <message>
        <source>Your appointment is at {time}. You are early: you can check in from {opens}. Please come back then.</source>
        <translation>موعدك في الساعة {time}. لقد وصلت مبكرًا: يمكنك تسجيل حضورك ابتداءً من الساعة {opens}. يرجى العودة في ذلك الوقت.</translation>
    </message>
    <message>
        <source>Your appointment was at {time}. That time is over. Please go to the front desk: they will help you.</source>
        <translation>كان موعدك في الساعة {time} وقد انقضى وقته. يرجى التوجه إلى الاستقبال حيث ستجد المساعدة.</translation>
    </message>
    <message>
        <source>This appointment was on {day}. If you need a new one, sign in here or ask at the front desk.</source>
        <translation>كان هذا الموعد يوم {day}. إذا احتجت إلى موعد جديد، سجّل الدخول هنا أو اسأل الاستقبال.</translation>
    </message>
    <message>
        <source>This appointment is not today but on {day}. You can check in here on that day.</source>
        <translation>هذا الموعد ليس اليوم بل يوم {day}. يمكنك تسجيل حضورك هنا في ذلك اليوم.</translation>
    </message>
    <message>
        <source>The appointment at {time} was cancelled. If you did not expect that, please ask at the front desk.</source>
        <translation>تم إلغاء الموعد في الساعة {time}. إذا لم تكن تتوقع ذلك، يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>Only those who work here can leave this screen.</source>
        <translation>لا يمكن لغير العاملين هنا مغادرة هذه الشاشة.</translation>
    </message>
    <message>
        <source>This is the account of somebody who works here. Choose “Staff” at the foot.</source>
        <translation>هذا الحساب لأحد العاملين هنا. اختر «الموظفون» في الأسفل.</translation>
    </message>
    <message>
        <source>That did not fit too often. Please wait {seconds} seconds, or ask at the front desk.</source>
        <translation>لم تتطابق البيانات مرات كثيرة. يرجى الانتظار (بالثواني: {seconds}) أو سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>We found no appointment for this. Please look at what you typed, or ask at the front desk.</source>
        <translation>لم نتمكن من العثور على موعدك بهذه البيانات. يرجى مراجعة ما كتبته أو سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>You cannot do this here. Please ask at the front desk.</source>
        <translation>لا يمكن القيام بذلك هنا. يرجى السؤال في مكتب الاستقبال.</translation>
    </message>
    <message>
        <source>You are checked in already.</source>
        <translation>لقد سُجّل حضورك من قبل.</translation>
    </message>
    <message>
        <source>Your visit is over already. To come again, sign in and book another appointment.</source>
        <translation>انتهت زيارتك. للعودة مرة أخرى، سجّل الدخول واحجز موعدًا آخر.</translation>
    </message>
    <message>
        <source>User name and password do not match. Please try again. If you cannot remember, ask at the front desk.</source>
        <translation>اسم المستخدم وكلمة المرور غير متطابقين. يرجى المحاولة مرة أخرى. إذا لم تتذكرهما، اسأل الاستقبال.</translation>
    </message>
    <message>
        <source>This account is locked after too many tries. Please ask at the front desk.</source>
        <translation>هذا الحساب مقفل بعد محاولات كثيرة. يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>You cannot sign in with this account here. Please ask at the front desk.</source>
        <translation>لا يمكن تسجيل الدخول بهذا الحساب هنا. يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>You have been signed out. Please begin anew.</source>
        <translation>تم تسجيل خروجك. يرجى البدء من جديد.</translation>
    </message>
    <message>
        <source>That did not work because of a fault here. Please ask at the front desk.</source>
        <translation>تعذّر ذلك بسبب خلل هنا. يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>That is not possible here. Please ask at the front desk.</source>
        <translation>هذا غير ممكن هنا. يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>There is an account with this e-mail address already. Sign in, or leave this empty.</source>
        <translation>يوجد حساب بهذا البريد الإلكتروني. سجّل الدخول، أو اترك هذا الحقل فارغًا.</translation>
    </message>
    <message>
        <source>This user name is taken. Please choose another.</source>
        <translation>اسم المستخدم هذا محجوز. يرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>Type the first two or three letters of your name.</source>
        <translation>اكتب أول حرفين أو ثلاثة أحرف من اسمك.</translation>
    </message>
    <message>
        <source>Please look at your date of birth again: day, month and year.</source>
        <translation>يرجى مراجعة تاريخ ميلادك: اليوم والشهر والسنة.</translation>
    </message>
    <message>
        <source>This is no phone number that we can call. Please look at it again.</source>
        <translation>لا يمكننا الاتصال بهذا الرقم. يرجى مراجعته.</translation>
    </message>
    <message>
        <source>This e-mail address is not complete. Please look at it again.</source>
        <translation>هذا البريد الإلكتروني غير مكتمل. يرجى مراجعته.</translation>
    </message>
    <message>
        <source>A user name has at least three letters or figures. Please choose another.</source>
        <translation>يتكون اسم المستخدم من ثلاثة أحرف أو أرقام على الأقل. يرجى اختيار اسم آخر.</translation>
    </message>
    <message>
        <source>This cannot be used. Please look at it again.</source>
        <translation>لا يمكن استخدام هذا. يرجى مراجعته.</translation>
    </message>
    <message>
        <source>This password is easy to guess. Please choose another: three or four words make a good one.</source>
        <translation>كلمة المرور هذه سهلة التخمين. يرجى اختيار غيرها: ثلاث أو أربع كلمات تصلح كلمة مرور جيدة.</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd، d MMMM</translation>
    </message>
</context>
<context>
    <name>own pages</name>
    <message>
        <source>Other doctors</source>
        <translation>أطباء آخرون</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>المدة بالدقائق: {minutes}</translation>
    </message>
    <message>
        <source>Anyone</source>
        <translation>أي طبيب</translation>
    </message>
    <message>
        <source>Whoever is free first</source>
        <translation>أول من يتوفر</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>خذ الموعد معك</translation>
    </message>
    <message>
        <source>On your phone or on paper</source>
        <translation>على هاتفك أو على الورق</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>تم</translation>
    </message>
    <message>
        <source>Back to the start</source>
        <translation>العودة إلى البداية</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}، {time}</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <comment>Qt&apos;s way to write a day: Thursday, 26 November</comment>
        <translation>dddd، d MMMM</translation>
    </message>
    <message>
        <source>{time} with {doctor}</source>
        <translation>{time} مع {doctor}</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between the parts of a place</comment>
        <translation>، </translation>
    </message>
    <message>
        <source>You were here</source>
        <translation>لقد حضرت</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغى</translation>
    </message>
    <message>
        <source>You did not come</source>
        <translation>لم تحضر</translation>
    </message>
    <message>
        <source>You are checked in</source>
        <translation>تم تسجيل حضورك</translation>
    </message>
    <message>
        <source>Please go in</source>
        <translation>تفضّل بالدخول</translation>
    </message>
    <message>
        <source>You have another appointment at that time.</source>
        <translation>لديك موعد آخر في ذلك الوقت.</translation>
    </message>
    <message>
        <source>Somebody else has just taken this time.</source>
        <translation>لقد حجز شخص آخر هذا الوقت قبل لحظات.</translation>
    </message>
    <message>
        <source>This time is over.</source>
        <translation>لقد انقضى هذا الوقت.</translation>
    </message>
    <message>
        <source>This was changed a moment ago. Please look again.</source>
        <translation>تم تغيير هذا قبل لحظات. يرجى النظر مرة أخرى.</translation>
    </message>
    <message>
        <source>This appointment cannot be changed any more.</source>
        <translation>لم يعد بالإمكان تغيير هذا الموعد.</translation>
    </message>
    <message>
        <source>This time is not free any more.</source>
        <translation>لم يعد هذا الوقت متاحًا.</translation>
    </message>
    <message>
        <source>That is not possible here.</source>
        <translation>هذا غير ممكن هنا.</translation>
    </message>
    <message>
        <source>You can move or cancel it here up to {hours} hours before.</source>
        <translation>يمكنك تغيير الموعد أو إلغاؤه هنا قبل موعده بمدة لا تقل عن {hours} ساعة.</translation>
    </message>
    <message>
        <source>Please ask at the front desk.</source>
        <translation>يرجى سؤال الاستقبال.</translation>
    </message>
    <message>
        <source>Please ask at the front desk or call {phone}.</source>
        <translation>يرجى سؤال الاستقبال أو الاتصال بالرقم ⁦{phone}⁩.</translation>
    </message>
</context>
</TS>
