"""What the demonstration company is made of."""

COMPANY = "华安电器"
PASSWORD = "aftercare-demo"  # noqa: S105  opens only companies made as a demonstration

# role → who holds it
PEOPLE = {
    "administrator": ("管理员", "admin"),
    "agent": ("张敏", "agent"),
    "dispatcher": ("赵强", "dispatcher"),
    "callback": ("孙丽", "callback"),
    "manager": ("周建国", "manager"),
}
ENGINEERS = ("李伟", "王磊", "陈勇", "刘军", "杨超", "黄海", "吴涛", "徐斌")
SURNAMES = "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗"
GIVEN = (
    "芳",
    "娜",
    "静",
    "敏",
    "秀英",
    "丽",
    "洋",
    "艳",
    "勇",
    "杰",
    "娟",
    "涛",
    "明",
    "超",
    "霞",
    "平",
    "桂英",
    "文",
    "建华",
    "小红",
)

# district → region code, latitude, longitude, streets
DISTRICTS = {
    "浦东新区": ("310115", 31.2215, 121.5447, ("世纪大道", "张杨路", "东方路")),
    "徐汇区": ("310104", 31.1883, 121.4365, ("漕溪北路", "肇嘉浜路", "衡山路")),
    "静安区": ("310106", 31.2290, 121.4480, ("南京西路", "北京西路", "江宁路")),
    "闵行区": ("310112", 31.1128, 121.3817, ("莘庄路", "沪闵路", "七莘路")),
    "杨浦区": ("310110", 31.2595, 121.5260, ("四平路", "控江路", "黄兴路")),
}
# category → product number, name, serial prefix, and what breaks: (problem code, name, words, minutes, skill)
PRODUCTS = {
    "空调": (
        "KFR-35GW",
        "变频空调 1.5 匹",
        "KF",
        (
            ("ac-no-cooling", "不制冷", "开机半小时室温不降，外机不转。", 90, "refrigeration"),
            ("ac-leak", "室内机漏水", "内机滴水到墙面，已经关机。", 60, "appliance"),
            ("ac-noise", "外机异响", "外机启动时有金属摩擦声。", 60, "appliance"),
        ),
    ),
    "冰箱": (
        "BCD-520W",
        "十字对开门冰箱 520 升",
        "BC",
        (
            ("fridge-warm", "冷藏室不冷", "冷藏室 12 度，冷冻正常。", 90, "refrigeration"),
            ("fridge-ice", "结冰严重", "后壁结了一层厚冰。", 60, "appliance"),
        ),
    ),
    "洗衣机": (
        "XQG100",
        "滚筒洗衣机 10 公斤",
        "XQ",
        (
            ("washer-drain", "不排水", "显示 E21，水排不出去。", 60, "appliance"),
            ("washer-shake", "脱水震动大", "脱水时整机移位。", 45, "appliance"),
        ),
    ),
    "热水器": (
        "JSQ30",
        "燃气热水器 16 升",
        "JS",
        (("heater-ignition", "打不着火", "打火有声音，点不着，显示 E1。", 60, "gas"),),
    ),
}
SKILLS = {"appliance": ("家电维修", False), "refrigeration": ("制冷维修", True), "gas": ("燃气维修", True)}
# problem → what is found and done: cause, remedy, the words of the record, and the part that is used, if any
REPAIRS = {
    "ac-no-cooling": ("启动电容失效", "更换电容", "更换启动电容，测试三次启动正常，出风口温差 12 度。", "CAP-35UF"),
    "ac-leak": ("排水管堵塞", "疏通排水管", "疏通冷凝水排水管，清洗接水盘，注水测试无滴漏。", ""),
    "ac-noise": ("风叶碰擦", "调整风叶", "校正外机风叶，更换减震垫，运行半小时无异响。", "PAD-AC4"),
    "fridge-warm": ("风门卡滞", "更换风门", "更换冷藏风门组件，两小时后冷藏室 5 度。", "DMP-BC52"),
    "fridge-ice": ("化霜加热丝断路", "更换加热丝", "除冰后更换化霜加热丝，手动化霜测试正常。", "HTR-BC52"),
    "washer-drain": ("排水泵异物", "清理排水泵", "取出排水泵内异物，排水测试正常。", ""),
    "washer-shake": ("减震器老化", "更换减震器", "更换两根减震器，调平四脚，脱水测试正常。", "DAM-XQ10"),
    "heater-ignition": ("点火针老化", "更换点火针", "更换点火针，检漏合格，出水温度正常。", "IGN-JS16"),
}
# part → name, price
PARTS = {
    "CAP-35UF": ("启动电容 35 µF", "38.00"),
    "PAD-AC4": ("外机减震垫（4 只）", "16.00"),
    "DMP-BC52": ("冷藏风门组件", "86.00"),
    "HTR-BC52": ("化霜加热丝", "64.00"),
    "DAM-XQ10": ("减震器（2 根）", "72.00"),
    "IGN-JS16": ("点火针", "28.00"),
    "PMP-XQ10": ("排水泵", "95.00"),
    "REF-R32": ("制冷剂 R32（千克）", "120.00"),
}
SAID = ("师傅很专业，满意。", "上门及时。", "修好了，谢谢。", "还可以。")
NOT_SOLVED = ("用了一天又出现同样的问题。", "声音还是有，没有修好。")
DECISIONS = ("致电客户致歉，重新约定上门时间。", "改派经验更丰富的工程师。", "配件已到，安排再次上门。")
