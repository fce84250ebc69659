"""Names to draw labelled files from: one list to tune the weights on, and others, of other languages, to measure on."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class NameList:
    """Commonest names first; `rare`: the part of families whose name is made of `syllables`."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    streets: tuple[str, ...]
    syllables: tuple[str, ...]
    rare: float = 0.25
    variants: dict[str, str] = field(default_factory=dict)


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


GERMAN = NameList(
    women=_names(
        "Anna Maria Sabine Petra Monika Claudia Susanne Andrea Birgit Karin Ursula Renate Helga Brigitte Ingrid "
        "Christine Katharina Julia Stefanie Nicole Sandra Melanie Sophie Marie Lena Laura Lea Hannah Emma Mia "
        "Emilia Lina Clara Ida Johanna Frieda Greta Mathilda Ella Nele Luisa Charlotte Elisabeth Heike Anke Silke "
        "Tanja Kerstin Martina Gabriele Barbara Angelika Jutta Erika Gisela Elke Christa Ilse Hildegard Waltraud "
        "Jana Lara Lisa Leonie Franziska Theresa"
    ),
    men=_names(
        "Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günther Stefan Christian Uwe Werner Horst Frank Dieter "
        "Manfred Gerhard Hans Bernd Matthias Martin Daniel Alexander Sebastian Jan Tobias Markus Paul Lukas Jonas "
        "Leon Felix Max Maximilian Elias Noah Ben Finn Emil Anton Oskar Karl Friedrich Heinz Helmut Rolf Rainer "
        "Jörg Holger Ralf Sven Torsten Olaf Heiko Kai Jens Tim Tom Nils Moritz Philipp Johannes David Fabian "
        "Florian Dominik Marcel Kevin"
    ),
    families=_names(
        "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter "
        "Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz "
        "Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters "
        "Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck "
        "Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein "
        "Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl "
        "Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff Pfeiffer Nowak Novak Kowalski Yilmaz Kaya Demir "
        "Öztürk Nguyen Ivanov Petrov Popov Rossi Silva Santos Garcia"
    ),
    streets=(
        "Lindenstr.", "Hauptstraße", "Müllerstr.", "Seestr.", "Torstr.", "Kantstr.", "Turmstr.", "Badstr.", "Weserstr.",
        "Bergmannstr.", "Yorckstr.", "Sonnenallee", "Karl-Marx-Str.", "Alt-Moabit", "Danziger Str.", "Schillerstr.",
    ),
    syllables=_names(
        "ber gen hau sen wit ko ler man tro fel dor ke min bach lau rich stei zen ga mel to war lin ste hof"
    ),
    variants={"Peter": "Piotr", "Johannes": "Hans", "Katharina": "Katja", "Elisabeth": "Lisa", "Alexander": "Sascha",
              "Maximilian": "Max", "Michael": "Michel", "Christine": "Kristina"},
)  # fmt: skip

ENGLISH = NameList(
    women=_names(
        "Mary Patricia Jennifer Linda Elizabeth Susan Jessica Sarah Karen Lisa Nancy Betty Margaret Sandra Ashley "
        "Kimberly Emily Donna Michelle Carol Amanda Dorothy Melissa Deborah Stephanie Rebecca Sharon Laura Cynthia "
        "Kathleen Amy Angela Shirley Brenda Emma Pamela Nicole Helen Samantha Katherine Christine Debra Rachel "
        "Carolyn Janet Maria Heather Diane Olivia Julie Joyce Victoria Ruth Virginia Lauren Kelly Christina Joan "
        "Evelyn Judith Andrea Hannah Megan Cheryl Jacqueline Martha Madison Teresa Gloria Sara Janice Ann Kathryn "
        "Abigail Sophia Frances Jean Alice"
    ),
    men=_names(
        "James Robert John Michael David William Richard Joseph Thomas Christopher Charles Daniel Matthew Anthony "
        "Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian George Timothy Ronald Jason Edward Jeffrey Ryan "
        "Jacob Gary Nicholas Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel Gregory Alexander "
        "Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary Douglas Peter Kyle Noah "
        "Ethan Jeremy Walter Christian"
    ),
    families=_names(
        "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez Wilson "
        "Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis "
        "Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams Nelson Baker Hall "
        "Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker Cruz Edwards Collins Reyes "
        "Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper Peterson Bailey Reed Kelly Howard "
        "Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James Bennett Gray Mendoza Ruiz Hughes Price "
        "Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez"
    ),
    streets=("High Street", "Station Road", "Church Lane", "Park Avenue", "Mill Road", "Elm Street", "Victoria Road",
             "Oak Drive", "Queen Street", "King Street", "Green Lane", "The Crescent", "Manor Road"),
    syllables=_names(
        "ash wor ham den ley ton brook stan ford wick ell mor ring bur cot thorn hal win ches ter dal ker so"
    ),
    variants={"Elizabeth": "Betty", "William": "Bill", "Robert": "Bob", "Margaret": "Peggy", "James": "Jim",
              "Katherine": "Kate", "Anthony": "Tony", "Richard": "Dick"},
)  # fmt: skip

MIXED = NameList(
    women=_names(
        "Agnieszka Małgorzata Katarzyna Zofia Ewa Joanna Elif Zeynep Ayşe Fatma Emine Özlem Fatima Nadia Layla "
        "Amina Yasmin Екатерина Ольга Наталья Татьяна Мария Оксана Олена Linh Mai Inês Beatriz Lucía Carmen Sofía "
        "Chiara Francesca Chloé Hélène Amélie Magdalena Weronika Barbara Danuta Irena Wanda Halina Aleksandra "
        "Monika Derya Ebru Gül Rania Salma"
    ),
    men=_names(
        "Piotr Paweł Krzysztof Łukasz Grzegorz Stanisław Tomasz Michał Mehmet Mustafa Yusuf Emre Ömer İbrahim "
        "Hüseyin Omar Ahmad Khaled Hassan Karim Иван Дмитрий Сергей Алексей Николай Михаил Minh João Tiago José "
        "Nicolás Luca Matteo Davide François Étienne Andrzej Jan Marek Wojciech Zbigniew Jerzy Adam Rafał Marcin "
        "Burak Kerem Tariq Bilal Samir Юрий"
    ),
    families=_names(
        "Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski "
        "Yılmaz Kaya Demir Şahin Çelik Yıldız Öztürk Aydın Özdemir Arslan Doğan Haddad Khoury Nasser Saleh Mansour "
        "Иванов Смирнов Кузнецов Соколов Попов Лебедев Шевченко Коваленко Nguyễn Trần Phạm Souza Carvalho Gonçalves "
        "García Muñoz Fernández Sánchez Rossi Bianchi Ferrari Esposito Martin Lefèvre Dubois Papadopoulos Georgiou "
        "Novák Svoboda Dvořák Horváth Nagy Tóth"
    ),
    streets=("ul. Długa", "Rue de la Paix", "Via Roma", "Calle Mayor", "Atatürk Cad.", "Hauptstr.", "Gartenweg"),
    syllables=_names(
        "wo jci ka lew zie lin dra gom pez fer nan ro bal ti kov enk shev cen mur at og lu yil maz han ura"
    ),
    rare=0.4,
    variants={"Иван": "Ivan", "Сергей": "Sergei", "Николай": "Nikolaj", "Piotr": "Peter", "Yusuf": "Josef",
              "Mehmet": "Muhammed", "Jan": "Johann", "Мария": "Maria"},
)  # fmt: skip
