"""The names that the demo clinic's patients bear: a big city's, from many countries and in several scripts."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from clinic_desktop.domain.people import Sex


def _same(name: str) -> str:
    return name


def _polish(name: str) -> str:
    return name.removesuffix("i") + "a" if name.endswith("ki") else name


def _czech(name: str) -> str:
    if name.endswith("ý"):
        return name.removesuffix("ý") + "á"
    return (name[:-2] + name[-1] if name.endswith("ek") else name.removesuffix("a")) + "ová"


def _russian(name: str) -> str:
    if name.endswith("ий"):
        return name.removesuffix("ий") + "ая"
    return name + "а" if name.endswith(("ов", "ев", "ин")) else name


def _greek(name: str) -> str:
    if name.endswith("όπουλος"):
        return name.removesuffix("όπουλος") + "οπούλου"
    return name.removesuffix("ς") if name.endswith(("ης", "ας")) else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Names that go together: given names by sex, family names in a man's form, and the woman's form of one."""

    weight: int
    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    family_of_woman: Callable[[str], str] = _same
    is_latin: bool = True


def _origin(
    weight: int,
    language: str,
    women: str,
    men: str,
    families: str,
    family_of_woman: Callable[[str], str] = _same,
    is_latin: bool = True,
) -> Origin:
    return Origin(
        weight=weight,
        language=language,
        women=tuple(women.split(", ")),
        men=tuple(men.split(", ")),
        families=tuple(families.split(", ")),
        family_of_woman=family_of_woman,
        is_latin=is_latin,
    )


# Scripts that the bundled font lacks are left to real files, but for Arabic, which turns the line around: a machine
# without fonts would show boxes for them.
ORIGINS = (
    _origin(
        40,
        "German",
        "Anna, Lena, Sophie, Marie, Hannah, Clara, Greta, Frieda, Johanna, Katharina, Ursula, Renate, Ingrid, "
        "Helga, Sabine, Petra, Birgit, Claudia, Heike, Anke, Nele, Ida, Mathilda, Leonie, Franziska, Theresa, "
        "Käthe, Jördis, Änne, Lieselotte",
        "Jonas, Paul, Karl, Max, Felix, Emil, Anton, Oskar, Jürgen, Günther, Wolfgang, Dieter, Uwe, Rainer, "
        "Bernd, Holger, Thorsten, Matthias, Sebastian, Johannes, Moritz, Ludwig, Friedrich, Sören, Björn, "
        "Tillmann, Götz, Malte, Hauke, Volker",
        "Müller, Schmidt, Schneider, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Schäfer, Koch, "
        "Bauer, Richter, Klein, Wolf, Schröder, Neumann, Schwarz, Zimmermann, Krüger, Hartmann, Lange, Werner, "
        "Krause, Lehmann, Köhler, König, Jäger, Großmann, Weiß, Böhm, Vogt, Günther, Seidel, Brandt, Haas, "
        "Jürgens, Thiele, Pfeiffer, Dietz, von der Heide, zu Löwenstein, Bräuer, Reuß, Kühn, Fröhlich, Hübner, "
        "Groß",
    ),
    _origin(
        9,
        "Turkish",
        "Elif, Zeynep, Ayşe, Fatma, Emine, Gül, Şeyma, Büşra, Özlem, Derya, Ebru, Nazlı",
        "Mehmet, Mustafa, Yusuf, Emre, Çağlar, Ömer, İbrahim, Hüseyin, Burak, Kerem, Oğuz, Şahin",
        "Yılmaz, Kaya, Demir, Şahin, Çelik, Yıldız, Öztürk, Aydın, Özdemir, Arslan, Doğan, Kılıç, Aslan, Çetin, "
        "Güneş, Koç",
    ),
    _origin(
        6,
        "Polish",
        "Agnieszka, Małgorzata, Katarzyna, Zofia, Ewa, Łucja, Bożena, Grażyna, Joanna, Świętosława",
        "Piotr, Paweł, Krzysztof, Łukasz, Grzegorz, Stanisław, Wojciech, Michał, Tomasz, Zbigniew",
        "Nowak, Kowalski, Wiśniewski, Wójcik, Kowalczyk, Kamiński, Lewandowski, Zieliński, Szymański, Woźniak, "
        "Dąbrowski, Łódzki, Gołąb, Krawczyk",
        _polish,
    ),
    _origin(
        4,
        "Arabic",
        "Fatima, Nadia, Layla, Amina, Salma, Yasmin, Huda, Rania, Mariam, Zahra",
        "Omar, Ahmad, Khaled, Yousef, Hassan, Karim, Tariq, Bilal, Samir, Ziad",
        "Haddad, Al-Masri, Khoury, Nasser, Saleh, Mansour, Al-Jabari, Ben Ali, El Amrani, Darwish, Zahra, Said",
    ),
    _origin(
        3,
        "Arabic",
        "فاطمة, ليلى, مريم, نور, سلمى, هدى, رانيا, زينب",
        "محمد, أحمد, خالد, يوسف, عمر, حسن, كريم, سامر",
        "الحداد, المصري, خوري, منصور, درويش, الشامي, النجار, حمدان",
        is_latin=False,
    ),
    _origin(
        4,
        "Russian",
        "Анна, Екатерина, Ольга, Наталья, Татьяна, Мария, Людмила, Ирина",
        "Иван, Дмитрий, Сергей, Алексей, Николай, Михаил, Юрий, Андрей",
        "Иванов, Смирнов, Кузнецов, Соколов, Попов, Лебедев, Морозов, Новиков, Волков, Достоевский",
        _russian,
        is_latin=False,
    ),
    _origin(
        4,
        "Ukrainian",
        "Оксана, Олена, Ганна, Юлія, Соломія, Надія, Катерина",
        "Олександр, Тарас, Андрій, Богдан, Олег, Ярослав, Микола",
        "Шевченко, Коваленко, Бондаренко, Ткаченко, Кравчук, Мельник, Поліщук, Гончар",
        is_latin=False,
    ),
    _origin(
        3,
        "Greek",
        "Ελένη, Μαρία, Αικατερίνη, Σοφία, Δήμητρα, Ειρήνη",
        "Γιώργος, Νίκος, Κώστας, Δημήτρης, Γιάννης, Σπύρος",
        "Παπαδόπουλος, Νικολαΐδης, Γεωργίου, Δημητρίου, Οικονόμου, Βασιλείου, Καραγιάννης, Αγγελόπουλος",
        _greek,
        is_latin=False,
    ),
    _origin(
        4,
        "Vietnamese",
        "Linh, Hương, Thảo, Mai, Ngọc Anh, Thu Hà, Phương",
        "Minh, Tuấn, Đức, Hùng, Quang Huy, Thành, Việt",
        "Nguyễn, Trần, Lê, Phạm, Hoàng, Vũ, Đặng, Bùi, Đỗ",
    ),
    _origin(
        2,
        "Chinese",
        "Wei, Li Na, Xiu Ying, Mei Ling, Yan, Xiaoli",
        "Wei, Jian, Jun, Zhiqiang, Hao, Lei",
        "Zhang, Wang, Li, Chen, Liu, Yang, Huang, Zhao, Lü",
    ),
    _origin(
        1,
        "Japanese",
        "Aya, Yui, Sakura, Haruka, Emi, Keiko",
        "Kenji, Haruto, Takumi, Ryō, Shōta, Hiroshi",
        "Suzuki, Satō, Takahashi, Itō, Watanabe, Yamamoto, Kobayashi, Ōno",
    ),
    _origin(
        2,
        "Korean",
        "Ji-eun, Seo-yeon, Min-ji, Su-jin",
        "Min-jun, Ji-hun, Hyun-woo, Seong-min",
        "Kim, Lee, Park, Choi, Jung, Kang",
    ),
    _origin(
        4,
        "Portuguese",
        "Ana, Inês, Beatriz, Conceição, Joana, Lívia",
        "João, Tiago, Gonçalo, Bruno, Luís, Sebastião",
        "Souza, Carvalho, Gonçalves, Magalhães, Simões, Costa, Araújo, dos Santos, Conceição, Brandão",
    ),
    _origin(
        4,
        "Spanish",
        "Lucía, Carmen, Sofía, Begoña, Pilar, Martina",
        "José, Ángel, Nicolás, Iñaki, Andrés, Mateo",
        "García, Muñoz, Fernández, Núñez, Ibáñez, Sánchez, Peña, de la Cruz, Ordóñez, Ruiz",
    ),
    _origin(
        3,
        "Italian",
        "Giulia, Chiara, Emma, Beatrice, Francesca, Noemi",
        "Luca, Matteo, Niccolò, Alessandro, Pietro, Davide",
        "Rossi, Bianchi, Ferrari, D’Angelo, De Luca, Esposito, Conti, Lo Bianco, Galli",
    ),
    _origin(
        3,
        "French",
        "Chloé, Zoé, Hélène, Amélie, Océane, Françoise",
        "Léo, François, Rémi, Étienne, Benoît, Loïc",
        "Martin, Lefèvre, Dubois, Bérenger, Noël, Le Goff, Garçon, Châtelain, Œuvrard",
    ),
    _origin(
        4,
        "English",
        "Emily, Lucy, Grace, Zoe, Ella, Siobhán, Niamh, Charlotte",
        "Tom, Samuel, Liam, Finn, Noah, Oliver, Seán, George",
        "Baker, Adams, O’Connor, Murphy, Byrne, Ó Briain, Jones, Reed, Clarke, Wright, McKenna, Smith",
    ),
    _origin(
        3,
        "English",
        "Joy, Grace, Adaeze, Ngozi, Yetunde, Abena, Temitọpẹ",
        "Chinedu, Kwame, Kofi, Olúṣẹ́gun, Emeka, Tunde, Sipho",
        "Adeyemi, Okonkwo, Mensah, Owusu, Mbeki, Nwosu, Boateng, Dlamini, Ọláyínká",
    ),
    _origin(
        3,
        "English",
        "Priya, Ananya, Lakshmi, Meera, Divya, Sunita",
        "Ravi, Arjun, Vikram, Sanjay, Rahul, Anil",
        "Patel, Sharma, Singh, Nair, Iyer, Gupta, Reddy, Chatterjee",
    ),
    _origin(
        2,
        "Persian",
        "Shirin, Parisa, Nasrin, Leila, Mahsa",
        "Reza, Amir, Dariush, Farhad, Kaveh",
        "Ahmadi, Hosseini, Karimi, Rahimi, Moradi, Tehrani",
    ),
    _origin(
        2,
        "Czech",
        "Petra, Lucie, Tereza, Zdeňka, Kateřina",
        "Petr, Jan, Jiří, Ondřej, Tomáš",
        "Novák, Dvořák, Černý, Procházka, Kučera, Veselý, Hájek, Říha",
        _czech,
    ),
    _origin(
        2,
        "Serbian",
        "Jelena, Milica, Đurđa, Živana, Vesna",
        "Miloš, Đorđe, Željko, Nikola, Siniša",
        "Petrović, Đorđević, Nikolić, Jovanović, Živković, Marić, Čolić",
    ),
    _origin(
        2,
        "Swedish",
        "Åsa, Sara, Märta, Ebba, Solveig, Astrid",
        "Lars, Åke, Ola, Oskar, Jørgen, Søren",
        "Holm, Lind, Nordmann, Åkesson, Sjöberg, Ødegård, Berg, Kjær, Bjørnsen",
    ),
    _origin(
        2,
        "Hungarian",
        "Erzsébet, Zsófia, Eszter, Réka",
        "László, Zoltán, Győző, Ágoston",
        "Nagy, Szabó, Tóth, Kőszegi, Erdős, Fűzfa",
    ),
    _origin(
        2,
        "Romanian",
        "Ioana, Ștefania, Andreea, Mădălina",
        "Ion, Ștefan, Răzvan, Mihai",
        "Popescu, Ionescu, Țurcanu, Dumitrescu, Stănescu",
    ),
    _origin(
        1,
        "Icelandic",
        "Þóra, Ásdís, Guðrún",
        "Þór, Ægir, Sigurður",
        "Þorsteinsson, Guðmundsson, Ásgeirsson",
        lambda name: name.removesuffix("son") + "dóttir",
    ),
    _origin(
        1, "Dutch", "Sanne, Femke, Noor", "Daan, Thijs, Joost", "de Vries, van Dijk, ’t Hooft, van den Berg, IJsbrand"
    ),
    _origin(1, "Hebrew", "Noa, Tamar, Shira", "David, Yosef, Uri", "Cohen, Levi, Mizrahi, Peretz"),
    _origin(1, "Hindi", "Priya, Anita, Mira", "Rahul, Vikram, Arjun", "Sharma, Verma, Patel, Singh"),
)


@dataclass(frozen=True, slots=True)
class Named:
    """One person's name: whose it is, where it comes from, and how it is written."""

    origin: Origin
    sex: Sex
    given: str
    family: str


def draw_names(lot: random.Random, count: int) -> list[Named]:
    """Draw that many names; one in twenty families bears two."""
    drawn = []
    chance = lot.random
    for origin in lot.choices(ORIGINS, [origin.weight for origin in ORIGINS], k=count):
        is_woman = chance() < 0.53
        given = origin.women if is_woman else origin.men
        family = origin.families[int(chance() * len(origin.families))]
        if chance() < 0.05 and origin.is_latin and "-" not in family:
            other = origin.families[int(chance() * len(origin.families))]
            family = family if other == family or "-" in other else f"{family}-{other}"
        drawn.append(
            Named(
                origin,
                Sex.FEMALE if is_woman else Sex.MALE,
                given[int(chance() * len(given))],
                origin.family_of_woman(family) if is_woman else family,
            )
        )
    return drawn
