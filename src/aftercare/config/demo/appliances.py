"""What the demonstration company makes, what breaks on it and in which months, and how it is repaired."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A type of incident: its words at the desk, how long it takes, which skill, what was wrong and what helps."""

    code: str
    name: str
    said: str
    minutes: int
    skill: str
    cause: str
    remedy: str
    done: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A product; `faults` says how many of ten troubles are each problem of its category, in their order."""

    number: str
    name: str
    prefix: str
    sold: int  # how many of a hundred devices
    faults: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """A category with how much trouble each month brings, January first."""

    code: str
    name: str
    months: tuple[int, ...]
    models: tuple[Model, ...]
    problems: tuple[Problem, ...]


SORTS = (
    Sort("ac", "空调", (3, 3, 4, 6, 12, 24, 34, 30, 14, 5, 4, 4),
        (
            Model("KFR-26GW", "变频空调 1 匹", "KA", 10, (5, 3, 1, 1)),
            Model("KFR-35GW", "变频空调 1.5 匹", "KB", 16, (4, 2, 3, 1)),
            Model("KFR-72LW", "柜式空调 3 匹", "KC", 8, (3, 2, 1, 4)),
        ),
        (
            Problem("ac-no-cooling", "不制冷", "开机半小时室温不降，外机不转。", 90, "refrigeration", "启动电容失效",
                    "更换电容", "更换启动电容，测试三次启动正常，出风口温差 12 度。", "CAP-35UF"),
            Problem("ac-leak", "室内机漏水", "内机滴水到墙面，已经关机。", 60, "appliance", "排水管堵塞",
                    "疏通排水管", "疏通冷凝水排水管，清洗接水盘，注水测试无滴漏。"),
            Problem("ac-noise", "外机异响", "外机启动时有金属摩擦声。", 60, "appliance", "风叶碰擦",
                    "调整风叶", "校正外机风叶，更换减震垫，运行半小时无异响。", "PAD-AC4"),
            Problem("ac-gas", "制冷剂不足", "出风不凉，内机结霜。", 90, "refrigeration", "连接管接头渗漏",
                    "补焊并充注制冷剂", "查漏后重做喇叭口，抽真空，充注制冷剂，压力正常。", "REF-R32"),
        )),
    Sort("fridge", "冰箱", (6, 6, 6, 7, 9, 11, 13, 13, 10, 7, 6, 6),
        (
            Model("BCD-260W", "三门冰箱 260 升", "BA", 9, (5, 3, 2)),
            Model("BCD-520W", "十字对开门冰箱 520 升", "BB", 9, (3, 5, 2)),
        ),
        (
            Problem("fridge-warm", "冷藏室不冷", "冷藏室 12 度，冷冻正常。", 90, "refrigeration", "风门卡滞",
                    "更换风门", "更换冷藏风门组件，两小时后冷藏室 5 度。", "DMP-BC52"),
            Problem("fridge-ice", "结冰严重", "后壁结了一层厚冰。", 60, "appliance", "化霜加热丝断路",
                    "更换加热丝", "除冰后更换化霜加热丝，手动化霜测试正常。", "HTR-BC52"),
            Problem("fridge-noise", "运行噪音大", "夜里声音很响，影响睡觉。", 60, "appliance", "压缩机减震脚松动",
                    "紧固减震脚", "紧固压缩机减震脚，调平箱体，噪音正常。"),
        )),
    Sort("washer", "洗衣机", (8, 8, 7, 7, 7, 8, 8, 8, 7, 8, 9, 9),
        (
            Model("XQG100", "滚筒洗衣机 10 公斤", "XA", 11, (5, 3, 2)),
            Model("XQB80", "波轮洗衣机 8 公斤", "XB", 8, (4, 4, 2)),
        ),
        (
            Problem("washer-drain", "不排水", "显示 E21，水排不出去。", 60, "appliance", "排水泵异物",
                    "清理排水泵", "取出排水泵内异物，排水测试正常。"),
            Problem("washer-shake", "脱水震动大", "脱水时整机移位。", 45, "appliance", "减震器老化",
                    "更换减震器", "更换两根减震器，调平四脚，脱水测试正常。", "DAM-XQ10"),
            Problem("washer-pump", "排水泵不转", "洗完水不排，泵有嗡嗡声。", 60, "appliance", "排水泵卡死",
                    "更换排水泵", "更换排水泵，排水测试三次正常。", "PMP-XQ10"),
        )),
    Sort("heater", "热水器", (17, 14, 9, 7, 5, 4, 3, 3, 5, 8, 13, 17),
        (
            Model("JSQ30", "燃气热水器 16 升", "JA", 9, (5, 3, 2)),
            Model("DSF60", "电热水器 60 升", "JB", 6, (0, 5, 5)),
        ),
        (
            Problem("heater-ignition", "打不着火", "打火有声音，点不着，显示 E1。", 60, "gas", "点火针老化",
                    "更换点火针", "更换点火针，检漏合格，出水温度正常。", "IGN-JS16"),
            Problem("heater-cold", "水不热", "水温上不去，只有三十度左右。", 60, "appliance", "温控器失灵",
                    "更换温控器", "更换温控器，出水温度稳定在 45 度。", "THM-JS01"),
            Problem("heater-leak", "漏水", "底部接口处滴水。", 60, "appliance", "进水接头密封圈老化",
                    "更换密封圈", "更换密封圈，保压十分钟无渗漏。"),
        )),
    Sort("boiler", "壁挂炉", (22, 17, 9, 2, 1, 1, 1, 1, 2, 8, 22, 26),
        (Model("LN1GBQ20", "燃气壁挂炉 20 千瓦", "LA", 7, (5, 3, 2)),),
        (
            Problem("boiler-pressure", "水压低停机", "屏幕显示 E4，暖气不热。", 60, "gas", "膨胀水箱欠压",
                    "补压", "膨胀水箱补压，系统补水到 1.2 巴，运行正常。"),
            Problem("boiler-ignition", "点火失败", "反复点火，显示 E1。", 90, "gas", "点火电极积碳",
                    "更换电极", "更换点火电极，清洁燃烧室，检漏合格。", "ELE-LN20"),
            Problem("boiler-cold", "部分暖气不热", "北边房间的暖气片不热。", 90, "appliance", "管路积气",
                    "排气并平衡管路", "各组散热器排气，调整分水器阀门，温差正常。"),
        )),
    Sort("hood", "油烟机", (9, 10, 7, 7, 7, 7, 7, 7, 8, 8, 8, 9),
        (Model("CXW-258", "侧吸油烟机", "YA", 7, (6, 4)),),
        (
            Problem("hood-weak", "吸力变小", "炒菜时油烟往外跑。", 60, "appliance", "叶轮积油",
                    "清洗叶轮", "拆洗叶轮和风道，风量恢复。"),
            Problem("hood-light", "照明灯不亮", "灯不亮，风机正常。", 30, "appliance", "灯板损坏",
                    "更换灯板", "更换 LED 灯板，照明正常。", "LED-YA01"),
        )),
)  # fmt: skip
SKILLS = {"appliance": ("家电维修", False), "refrigeration": ("制冷维修", True), "gas": ("燃气维修", True)}
PARTS = {
    "CAP-35UF": ("启动电容 35 µF", "38.00"),
    "PAD-AC4": ("外机减震垫（4 只）", "16.00"),
    "REF-R32": ("制冷剂 R32（千克）", "120.00"),
    "DMP-BC52": ("冷藏风门组件", "86.00"),
    "HTR-BC52": ("化霜加热丝", "64.00"),
    "DAM-XQ10": ("减震器（2 根）", "72.00"),
    "PMP-XQ10": ("排水泵", "95.00"),
    "IGN-JS16": ("点火针", "28.00"),
    "THM-JS01": ("温控器", "55.00"),
    "ELE-LN20": ("点火电极", "46.00"),
    "LED-YA01": ("LED 灯板", "33.00"),
}
PROBLEMS = {problem.code: problem for sort in SORTS for problem in sort.problems}
