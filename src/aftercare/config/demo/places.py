"""Where the demonstration company works: its regions, the outlets in them and the districts they serve."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class District:
    """A part of a city: its code (GB/T 2260), its middle, and streets in it."""

    code: str
    city: str
    name: str
    latitude: float
    longitude: float
    streets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet 网点 and the districts it serves."""

    code: str
    name: str
    region: str
    share: int  # how many of a hundred customers live here
    districts: tuple[District, ...]


REGIONS = {"east": "华东大区", "north": "华北大区", "south": "华南大区", "west": "西部大区"}


def _district(code: str, city: str, name: str, latitude: float, longitude: float, streets: str) -> District:
    return District(code, city, name, latitude, longitude, tuple(streets.split()))


_D = _district
OUTLETS = (
    Outlet("sh-pudong", "上海浦东网点", "east", 13, (
        _D("310115", "上海市", "浦东新区", 31.2215, 121.5447, "世纪大道 张杨路 东方路 浦建路"),
        _D("310110", "上海市", "杨浦区", 31.2595, 121.5260, "四平路 控江路 黄兴路"),
    )),
    Outlet("sh-xuhui", "上海徐汇网点", "east", 12, (
        _D("310104", "上海市", "徐汇区", 31.1883, 121.4365, "漕溪北路 肇嘉浜路 衡山路"),
        _D("310106", "上海市", "静安区", 31.2290, 121.4480, "南京西路 北京西路 江宁路"),
        _D("310112", "上海市", "闵行区", 31.1128, 121.3817, "莘庄路 沪闵路 七莘路"),
    )),
    Outlet("hangzhou", "杭州网点", "east", 9, (
        _D("330106", "杭州市", "西湖区", 30.2592, 120.1300, "文三路 天目山路 古墩路"),
        _D("330110", "杭州市", "余杭区", 30.2700, 119.9800, "文一西路 五常大道 良渚路"),
    )),
    Outlet("nanjing", "南京网点", "east", 8, (
        _D("320106", "南京市", "鼓楼区", 32.0660, 118.7700, "中央路 汉中路 草场门大街"),
        _D("320115", "南京市", "江宁区", 31.9530, 118.8400, "双龙大道 胜太路 天元西路"),
    )),
    Outlet("bj-chaoyang", "北京朝阳网点", "north", 9, (
        _D("110105", "北京市", "朝阳区", 39.9219, 116.4436, "朝阳路 建国路 望京街"),
    )),
    Outlet("bj-haidian", "北京海淀网点", "north", 8, (
        _D("110108", "北京市", "海淀区", 39.9590, 116.2980, "中关村大街 学院路 复兴路"),
    )),
    Outlet("tianjin", "天津网点", "north", 6, (
        _D("120101", "天津市", "和平区", 39.1170, 117.1950, "南京路 成都道 西康路"),
        _D("120104", "天津市", "南开区", 39.1380, 117.1500, "卫津路 长江道 鞍山西道"),
    )),
    Outlet("guangzhou", "广州网点", "south", 9, (
        _D("440106", "广州市", "天河区", 23.1246, 113.3612, "天河路 体育东路 黄埔大道西"),
        _D("440105", "广州市", "海珠区", 23.0840, 113.3170, "江南大道 新港西路 昌岗路"),
    )),
    Outlet("shenzhen", "深圳网点", "south", 9, (
        _D("440305", "深圳市", "南山区", 22.5330, 113.9300, "深南大道 南海大道 后海大道"),
        _D("440304", "深圳市", "福田区", 22.5410, 114.0550, "福华路 红荔路 新洲路"),
    )),
    Outlet("chengdu", "成都网点", "west", 7, (
        _D("510107", "成都市", "武侯区", 30.6420, 104.0430, "人民南路 科华北路 高升桥路"),
        _D("510104", "成都市", "锦江区", 30.6570, 104.0840, "红星路 春熙路 东大街"),
    )),
    Outlet("chongqing", "重庆网点", "west", 6, (
        _D("500112", "重庆市", "渝北区", 29.7180, 106.6310, "新南路 龙溪街 金开大道"),
        _D("500103", "重庆市", "渝中区", 29.5530, 106.5690, "中山三路 民权路 长江一路"),
    )),
    Outlet("xian", "西安网点", "west", 4, (
        _D("610113", "西安市", "雁塔区", 34.2220, 108.9480, "小寨路 雁塔路 高新路"),
    )),
)  # fmt: skip
