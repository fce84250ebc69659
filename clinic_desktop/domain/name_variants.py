"""Given names that are one name in other languages, or the short form of it; folded to plain letters."""

from collections.abc import Mapping

_GROUPS = (
    "peter piotr pedro pierre petr pjotr pyotr pietro petar petros pete pit",
    "john johannes johann jan jean juan giovanni ivan ioannis jon hans joao jack johnny yahya sean ian jens",
    "michael michel miguel mikhail michal michele mihail mike mick mikael",
    (
        "alexander alexandre alejandro aleksander aleksandr alessandro alexandros alex sascha sasha sandro oleksandr "
        "iskender"
    ),
    (
        "katharina catherine katarzyna katerina ekaterina caterina catalina kate kathrin katrin cathy kathy kasia "
        "katja katya karin"
    ),
    "elisabeth elizabeth elzbieta isabel elisabetta lisa liz betty elise elsbeth lisbeth ela liza bettina",
    "maria marie mary mariya marija miriam maryam mariam mia",
    "anna anne ann hanna hannah anja anya anni annie ana",
    "joseph josef jose giuseppe jozef yusuf iosif joe yousef youssef yosef",
    "george georg jorge giorgio jerzy georgios yuri jiri juri georges",
    "paul pablo paolo pawel pavel paulo pavlos",
    "andrew andreas andre andrzej andrea andrei andrey andres andy",
    "thomas tomas tomasz tom tommaso tommy",
    "stephen stefan stephan steven etienne esteban szczepan steve stefano stepan",
    "nicholas nikolaus nicolas mikolaj nikolai nikolay niccolo nick klaus nikos nico niko",
    "christopher christoph krzysztof cristobal kristof chris christophe",
    "william wilhelm guillaume guillermo will bill willi willem billy vilem",
    "robert roberto rob bob bobby",
    "richard ricardo riccardo ryszard dick rick rich",
    "charles karl carlos carlo karel karol charlie",
    "louis ludwig luis luigi ludwik lewis lou",
    "francis franz francois francisco francesco franciszek frank frantisek",
    "henry heinrich henri enrique enrico henryk heinz harry hendrik",
    "frederick friedrich frederic federico fryderyk fred fritz",
    "matthew matthias matteo mateo mateusz matthieu matt matej matias",
    "margaret margarete margarethe malgorzata margarita marguerite greta gretel maggie meg peggy grete",
    "helen helena elena helene ilona jelena yelena lena ellen olena",
    "eva ewa eve",
    "susan susanne suzanne susanna zuzana zuzanna sue",
    "barbara varvara babs basia",
    "christine christina krystyna kristina cristina tina kirsten christa chris",
    "julia julie giulia yulia iulia julka",
    "sophie sofia sophia zofia sofie",
    "agnes agnieszka ines agnese",
    "magdalena madeleine magda lena",
    "martha marta",
    "veronica veronika weronika",
    "theresa teresa therese terezie tessa",
    "victoria viktoria wiktoria vicky",
    "joanna johanna jeanne joana giovanna juana jana joan hanne janina",
    "natalia natalie nathalie natalya natasha",
    "tatiana tatjana tanja tanya tania",
    "daniel daniil danilo dan danny",
    "david dawid davide dave",
    "james jakob jacob jacques jakub jaime giacomo jim jimmy yakub",
    "mohammed muhammad mohamed mohammad mehmet muhammed mohamad",
    "ahmed ahmad ahmet",
    "ali aly",
    "hussein husain hussain hossein huseyin",
    "hassan hasan",
    "ibrahim abraham ebrahim",
    "fatima fatma fatimah fatemeh",
    "aisha ayse aicha ayesha aische",
    "omar omer umar",
    "mustafa mostafa moustafa",
    "abdullah abdallah abdulla",
    "yevgeny evgeny eugen eugene evgeni",
    "sergey sergei serge sergio serhiy",
    "dmitri dmitry dimitri dmytro dimitrios",
    "vladimir wladimir volodymyr vlad",
    "laura laure lara",
    "samuel sam",
    "benjamin ben beniamin",
    "gabriel gabriele gabor",
    "anthony anton antonio antoine antoni tony toni",
    "edward eduard edouard eduardo ed eddie edoardo",
    "gregory gregor grzegorz grigori greg gregorio",
    "lawrence lorenz laurent lorenzo wawrzyniec larry lars",
    "philip philipp philippe felipe filip phil filippo",
    "raphael rafael rafal raffaele",
    "vincent vincenzo vicente wincenty",
    "walter gualterio",
    "sebastian sebastien sebastiano bastian",
    "maximilian max maksymilian massimiliano maxim maksim",
    "leonard leonardo leo leonhard",
    "patricia patrizia patrycja pat",
    "caroline carolin karoline karolina carolina lina",
)


def _by_name() -> Mapping[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, group in enumerate(_GROUPS):
        for name in group.split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


_OF_NAME = _by_name()
_NONE: frozenset[int] = frozenset()


def are_variants(one: str, other: str) -> bool:
    """Whether two folded given names are forms of one: Peter and Piotr, Elisabeth and Lisa."""
    return not _OF_NAME.get(one, _NONE).isdisjoint(_OF_NAME.get(other, _NONE))
