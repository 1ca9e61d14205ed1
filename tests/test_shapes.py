import pytest

from pipelines.components.names import find_names
from pipelines.linker import link
from pipelines.shapes import repeats

# invented throughout
SAMPLES = [
    ("en", "Norvik Audio Ltd. sells loudspeakers.", {"Norvik Audio Ltd.": "company"}),
    ("en", "The suit names Pell & Daughters and others.", {"Pell & Daughters": "company"}),
    ("en", "It was the marketplace Bazaarly that did it.", {"Bazaarly": "platform"}),
    ("en", "They met Glintware, an online marketplace, in June.", {"Glintware": "platform"}),
    ("en", "The British Infusions Guild met.", {"British Infusions Guild": "association"}),
    ("en", "It joined the Guild of Quiet Weavers in May.", {"Guild of Quiet Weavers": "association"}),
    ("en", "The founder, Edwin Reay, said so.", {"Edwin Reay": "person"}),
    ("en", "The oenologist Fermo Castrejo left.", {"Fermo Castrejo": "person"}),
    ("en", "On Monday in March the Danish firm said that Norvik was Norvik.", {"Norvik": "company"}),
    ("en", "Members of the Trade Marks Act met on Friday.", {}),
    ("it", "La ditta Castelvento tace.", {"Castelvento": "company"}),
    ("it", "Alla Velmora S.r.l. dicono altro.", {"Velmora S.r.l.": "company"}),
    ("it", "Si legge sulla piattaforma Bazarone che è finita.", {"Bazarone": "platform"}),
    ("it", "Il Consorzio Cuoio d'Arno tace.", {"Consorzio Cuoio d'Arno": "association"}),
    ("it", "Lo dice l'avvocato Orlando Quinzi.", {"Orlando Quinzi": "person"}),
    ("it", "Non è vero, dicono Oggi e Domani.", {}),
    ("de", "Die Harbeck GmbH schweigt.", {"Harbeck GmbH": "company"}),
    ("de", "Der Händler Trallwitz schweigt.", {"Trallwitz": "company"}),
    ("de", "In der Boutique „Modehaus Ost“ war Ruhe.", {"Modehaus Ost": "company"}),
    ("de", "Das Portal Krambude sperrte ihn.", {"Krambude": "platform"}),
    ("de", "Der Verband der Knopfmacher tagte.", {"Verband der Knopfmacher": "association"}),
    ("de", "Firmenchef Oswin Reichert winkt ab.", {"Oswin Reichert": "person"}),
    ("de", "Die Klage der Händlerin gegen den Vermieter der Wohnung ruht.", {}),
    ("de", "Am Freitag kam der Brief mit der Vertragsstrafe.", {}),
    ("zh", "福建泊禾茶业有限公司昨日公告。", {"福建泊禾茶业有限公司": "company"}),
    ("zh", "品牌榫朴与玩具厂乐蒲和解。", {"榫朴": "brand", "乐蒲": "company"}),
    ("zh", "直播平台“犟鹿”宣布下架。", {"犟鹿": "platform"}),
    ("zh", "电竞外设联盟周五开会。", {"电竞外设联盟": "association"}),
    ("zh", "创始人戚砚农说不会。", {"戚砚农": "person"}),
    ("zh", "总裁奥多·塔维纳表示遗憾。", {"奥多·塔维纳": "person"}),
    ("zh", "权利人Arkaden总部不在这里。", {"Arkaden": "company"}),
    ("zh", "法院昨天宣布，双方当天达成和解，公司没有回应。", {}),
]


@pytest.mark.parametrize(("language", "text", "expected"), SAMPLES, ids=[f"{code}-{text[:20]}" for code, text, _ in SAMPLES])
def test_unknown_names_and_their_types(language: str, text: str, expected: dict[str, str]) -> None:
    _, entities = link(text, find_names(text, language), language)
    found = {e.name: e.type for e in entities.values() if e.type != "place" and e.mentions[0].by == "shapes"}
    assert found == expected


def test_a_full_name_is_found_again_whole() -> None:
    text = "In der Boutique „Modehaus Ost“ war Ruhe. Das Modehaus Ost schloss."
    assert [c.start for c in repeats(text, find_names(text, "de"))] == [text.rindex("Modehaus")]
