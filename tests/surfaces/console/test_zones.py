"""The time zones people choose from."""

from django.utils.translation import override

from aftercare.surfaces.console.zones import ZoneField, zones


def test_each_zone_is_told_once_by_its_place():
    with override("zh-hans"):
        told = dict(zones())
    assert told["Asia/Shanghai"] == "中国（上海）时间 · Asia/Shanghai"
    assert next(iter(told)).startswith("Asia/")
    assert not {"Asia/Calcutta", "Asia/Chongqing", "US/Pacific", "Etc/GMT"} & told.keys()
    with override("en"):
        assert dict(zones())["Europe/Berlin"] == "Germany (Berlin) Time · Europe/Berlin"


def test_what_was_kept_under_an_older_name_stands_there_as_the_zone_of_now():
    field = ZoneField()
    assert (field.prepare_value("Asia/Calcutta"), field.prepare_value("Asia/Tokyo")) == ("Asia/Kolkata", "Asia/Tokyo")
    assert field.clean(field.prepare_value("UTC")) == "Etc/UTC"
    assert field.clean("Asia/Kolkata") == "Asia/Kolkata"
