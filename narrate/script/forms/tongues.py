"""The words of Spanish, French, Italian and Brazilian Portuguese for what is written in signs."""

from __future__ import annotations

from narrate.script.forms.line import words
from narrate.script.forms.tongue import Tongue

_SIGNS = ("&", "=", "→", "×", "≥", "≤", "±", "@", "+", "÷", "©", "•", "™", "®", "|")


def _symbols(names: str) -> dict[str, str]:
    """The names of _SIGNS; the last of them are silent."""
    said = [name.strip() for name in names.split(",")]
    return dict(zip(_SIGNS, [*said, *[""] * (len(_SIGNS) - len(said))], strict=True))


def _months(names: str) -> tuple[str, ...]:
    return tuple(names.split())


def _units(names: str) -> dict[str, tuple[str, str]]:
    """ "km=kilómetro/kilómetros GHz=gigahercio…": sign → (one, many); an underscore is a space."""
    pairs = (entry.partition("=") for entry in names.split())
    return {sign: (said.split("/")[0].replace("_", " "), said.split("/")[-1].replace("_", " ")) for sign, _, said in pairs}


_SPANISH = Tongue(
    code="es", decimal="coma", to="a", at="arroba", dot="punto", slash="barra", number="número", one="un", cents=" con",
    months=_months("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    currencies={
        "€": ("euro", "euros", ""), "$": ("dólar", "dólares", ""), "US$": ("dólar", "dólares", ""),
        "£": ("libra", "libras", ""), "¥": ("yen", "yenes", ""), "R$": ("real", "reales", ""),
        "EUR": ("euro", "euros", ""), "USD": ("dólar", "dólares", ""),
    },
    units=_units(
        "km=kilómetro/kilómetros m=metro/metros cm=centímetro/centímetros mm=milímetro/milímetros kg=kilo/kilos "
        "g=gramo/gramos mg=miligramo/miligramos l=litro/litros L=litro/litros ml=mililitro/mililitros "
        "GB=gigabyte/gigabytes MB=megabyte/megabytes KB=kilobyte/kilobytes TB=terabyte/terabytes "
        "GHz=gigahercio/gigahercios MHz=megahercio/megahercios Hz=hercio/hercios kWh=kilovatio_hora/kilovatios_hora "
        "kW=kilovatio/kilovatios W=vatio/vatios V=voltio/voltios h=hora/horas min=minuto/minutos s=segundo/segundos "
        "ms=milisegundo/milisegundos %=por_ciento °=grado/grados °C=grado_Celsius/grados_Celsius "
        "°F=grado_Fahrenheit/grados_Fahrenheit m²=metro_cuadrado/metros_cuadrados "
        "km²=kilómetro_cuadrado/kilómetros_cuadrados m³=metro_cúbico/metros_cúbicos ha=hectárea/hectáreas"
    ),
    per={"h": "por hora", "s": "por segundo", "min": "por minuto", "mes": "al mes", "año": "al año"},
    fractions={"1/2": "medio", "1/3": "un tercio", "2/3": "dos tercios", "1/4": "un cuarto", "3/4": "tres cuartos"},
    abbreviations={
        "Sr": "señor", "Sra": "señora", "Srta": "señorita", "Dr": "doctor", "Dra": "doctora", "Ud": "usted",
        "Uds": "ustedes", "Vd": "usted", "Vds": "ustedes", "EE": "Estados", "UU": "Unidos", "p.ej": "por ejemplo",
        "pág": "página", "págs": "páginas", "núm": "número", "aprox": "aproximadamente", "Prof": "profesor",
        "Avda": "Avenida", "Av": "Avenida", "art": "artículo", "cap": "capítulo", "tel": "teléfono",
    },
    scales=words("millón millones billón billones"),
    signs={"-": "menos", "−": "menos", "+": "más", "~": "unos", "≈": "unos", "±": "más o menos"},
    symbols=_symbols(
        "y, igual a, a, por, mayor o igual que, menor o igual que, más o menos, "
        "arroba, más, entre, copyright"
    ),
    powers={"²": "al cuadrado", "³": "al cubo"},
    bare={"EEUU": "Estados Unidos"},
)  # fmt: skip

_FRENCH = Tongue(
    code="fr", decimal="virgule", to="à", at="arobase", dot="point", slash="barre oblique", number="numéro", one="un",
    cents="",
    months=_months("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    currencies={
        "€": ("euro", "euros", ""), "$": ("dollar", "dollars", ""), "US$": ("dollar", "dollars", ""),
        "£": ("livre", "livres", ""), "¥": ("yen", "yens", ""), "R$": ("réal", "réaux", ""),
        "EUR": ("euro", "euros", ""), "USD": ("dollar", "dollars", ""),
    },
    units=_units(
        "km=kilomètre/kilomètres m=mètre/mètres cm=centimètre/centimètres mm=millimètre/millimètres "
        "kg=kilogramme/kilogrammes g=gramme/grammes mg=milligramme/milligrammes l=litre/litres L=litre/litres "
        "ml=millilitre/millilitres Go=gigaoctet/gigaoctets Mo=mégaoctet/mégaoctets Ko=kilooctet/kilooctets "
        "To=téraoctet/téraoctets GB=gigabyte/gigabytes MB=mégabyte/mégabytes GHz=gigahertz MHz=mégahertz Hz=hertz "
        "kWh=kilowattheure/kilowattheures kW=kilowatt/kilowatts W=watt/watts V=volt/volts h=heure/heures "
        "min=minute/minutes s=seconde/secondes ms=milliseconde/millisecondes %=pour_cent °=degré/degrés "
        "°C=degré_Celsius/degrés_Celsius °F=degré_Fahrenheit/degrés_Fahrenheit m²=mètre_carré/mètres_carrés "
        "km²=kilomètre_carré/kilomètres_carrés m³=mètre_cube/mètres_cubes ha=hectare/hectares"
    ),
    per={"h": "par heure", "s": "par seconde", "min": "par minute", "mois": "par mois", "an": "par an"},
    fractions={"1/2": "un demi", "1/3": "un tiers", "2/3": "deux tiers", "1/4": "un quart", "3/4": "trois quarts"},
    abbreviations={
        "M": "monsieur", "MM": "messieurs", "p.ex": "par exemple", "c.-à-d": "c'est-à-dire", "env": "environ",
        "av": "avenue", "bd": "boulevard", "chap": "chapitre", "réf": "référence", "tél": "téléphone", "cf": "confer",
        "etc": "et cetera",
    },
    scales=words("million millions milliard milliards"),
    signs={"-": "moins", "−": "moins", "+": "plus", "~": "environ", "≈": "environ", "±": "plus ou moins"},
    symbols=_symbols(
        "et, égale, vers, fois, supérieur ou égal à, inférieur ou égal à, "
        "plus ou moins, arobase, plus, divisé par, copyright"
    ),
    powers={"²": "au carré", "³": "au cube"},
    bare={"Mme": "madame", "Mmes": "mesdames", "Mlle": "mademoiselle", "Dr": "docteur", "Pr": "professeur", "Me": "maître"},
)  # fmt: skip

_ITALIAN = Tongue(
    code="it", decimal="virgola", to="a", at="chiocciola", dot="punto", slash="barra", number="numero", one="un",
    cents=" e",
    months=_months("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"),
    currencies={
        "€": ("euro", "euro", ""), "$": ("dollaro", "dollari", ""), "US$": ("dollaro", "dollari", ""),
        "£": ("sterlina", "sterline", ""), "¥": ("yen", "yen", ""), "R$": ("real", "real", ""),
        "EUR": ("euro", "euro", ""), "USD": ("dollaro", "dollari", ""),
    },
    units=_units(
        "km=chilometro/chilometri m=metro/metri cm=centimetro/centimetri mm=millimetro/millimetri kg=chilo/chili "
        "g=grammo/grammi mg=milligrammo/milligrammi l=litro/litri L=litro/litri ml=millilitro/millilitri "
        "GB=gigabyte MB=megabyte KB=kilobyte TB=terabyte GHz=gigahertz MHz=megahertz Hz=hertz "
        "kWh=chilowattora kW=chilowatt W=watt V=volt h=ora/ore min=minuto/minuti s=secondo/secondi "
        "ms=millisecondo/millisecondi %=per_cento °=grado/gradi °C=grado_Celsius/gradi_Celsius "
        "°F=grado_Fahrenheit/gradi_Fahrenheit m²=metro_quadrato/metri_quadrati "
        "km²=chilometro_quadrato/chilometri_quadrati m³=metro_cubo/metri_cubi ha=ettaro/ettari"
    ),
    per={"h": "all'ora", "s": "al secondo", "min": "al minuto", "mese": "al mese", "anno": "all'anno"},
    fractions={"1/2": "mezzo", "1/3": "un terzo", "2/3": "due terzi", "1/4": "un quarto", "3/4": "tre quarti"},
    abbreviations={
        "Sig": "signor", "sig": "signor", "Sigg": "signori", "Dott": "dottor", "dott": "dottor", "Dr": "dottor",
        "Prof": "professor", "prof": "professor", "Ing": "ingegner", "Avv": "avvocato", "ecc": "eccetera",
        "etc": "eccetera", "es": "esempio", "p.es": "per esempio", "pag": "pagina", "pagg": "pagine", "ca": "circa",
        "cap": "capitolo", "tel": "telefono", "art": "articolo", "n": "numero",
    },
    scales=words("milione milioni miliardo miliardi"),
    signs={"-": "meno", "−": "meno", "+": "più", "~": "circa", "≈": "circa", "±": "più o meno"},
    symbols=_symbols(
        "e, uguale a, a, per, maggiore o uguale a, minore o uguale a, più o meno, "
        "chiocciola, più, diviso, copyright"
    ),
    powers={"²": "al quadrato", "³": "al cubo"},
)  # fmt: skip

_PORTUGUESE = Tongue(
    code="pt_BR", decimal="vírgula", to="a", at="arroba", dot="ponto", slash="barra", number="número", one="um",
    cents=" e",
    months=_months("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    currencies={
        "€": ("euro", "euros", " centavos"), "$": ("dólar", "dólares", " centavos"),
        "US$": ("dólar", "dólares", " centavos"), "£": ("libra", "libras", ""), "¥": ("iene", "ienes", ""),
        "R$": ("real", "reais", " centavos"), "EUR": ("euro", "euros", " centavos"),
        "USD": ("dólar", "dólares", " centavos"),
    },
    units=_units(
        "km=quilômetro/quilômetros m=metro/metros cm=centímetro/centímetros mm=milímetro/milímetros kg=quilo/quilos "
        "g=grama/gramas mg=miligrama/miligramas l=litro/litros L=litro/litros ml=mililitro/mililitros "
        "GB=gigabyte/gigabytes MB=megabyte/megabytes KB=kilobyte/kilobytes TB=terabyte/terabytes "
        "GHz=gigahertz MHz=megahertz Hz=hertz kWh=quilowatt-hora kW=quilowatt/quilowatts W=watt/watts V=volt/volts "
        "h=hora/horas min=minuto/minutos s=segundo/segundos ms=milissegundo/milissegundos %=por_cento "
        "°=grau/graus °C=grau_Celsius/graus_Celsius °F=grau_Fahrenheit/graus_Fahrenheit "
        "m²=metro_quadrado/metros_quadrados km²=quilômetro_quadrado/quilômetros_quadrados "
        "m³=metro_cúbico/metros_cúbicos ha=hectare/hectares"
    ),
    per={"h": "por hora", "s": "por segundo", "min": "por minuto", "mês": "por mês", "ano": "por ano"},
    fractions={"1/2": "meio", "1/3": "um terço", "2/3": "dois terços", "1/4": "um quarto", "3/4": "três quartos"},
    abbreviations={
        "Sr": "senhor", "Sra": "senhora", "Srta": "senhorita", "Dr": "doutor", "Dra": "doutora", "Prof": "professor",
        "Profa": "professora", "p.ex": "por exemplo", "pág": "página", "págs": "páginas", "aprox": "aproximadamente",
        "Av": "Avenida", "art": "artigo", "cap": "capítulo", "tel": "telefone", "núm": "número",
    },
    scales=words("milhão milhões bilhão bilhões trilhão trilhões"),
    signs={"-": "menos", "−": "menos", "+": "mais", "~": "cerca de", "≈": "cerca de", "±": "mais ou menos"},
    symbols=_symbols(
        "e, igual a, para, vezes, maior ou igual a, menor ou igual a, mais ou menos, "
        "arroba, mais, dividido por, copyright"
    ),
    powers={"²": "ao quadrado", "³": "ao cubo"},
)  # fmt: skip

TONGUES = {"es": _SPANISH, "fr": _FRENCH, "it": _ITALIAN, "pt": _PORTUGUESE}
"""By the language without its country."""
