"""Units after a figure, in English and French; the store names them in English."""

from dashboard.words import N_, _, interface

SPELLED = {
    "percentage point": (N_("percentage point"), N_("percentage points")),
    "basis point": (N_("basis point"), N_("basis points")),
    "metre": (N_("metre"), N_("metres")),
    "centimetre": (N_("centimetre"), N_("centimetres")),
    "millimetre": (N_("millimetre"), N_("millimetres")),
    "mile": (N_("mile"), N_("miles")),
    "nautical mile": (N_("nautical mile"), N_("nautical miles")),
    "foot": (N_("foot"), N_("feet")),
    "inch": (N_("inch"), N_("inches")),
    "square metre": (N_("square metre"), N_("square metres")),
    "square kilometre": (N_("square kilometre"), N_("square kilometres")),
    "square foot": (N_("square foot"), N_("square feet")),
    "square mile": (N_("square mile"), N_("square miles")),
    "hectare": (N_("hectare"), N_("hectares")),
    "acre": (N_("acre"), N_("acres")),
    "litre": (N_("litre"), N_("litres")),
    "cubic metre": (N_("cubic metre"), N_("cubic metres")),
    "gallon": (N_("gallon"), N_("gallons")),
    "barrel": (N_("barrel"), N_("barrels")),
    "kilogram": (N_("kilogram"), N_("kilograms")),
    "gram": (N_("gram"), N_("grams")),
    "milligram": (N_("milligram"), N_("milligrams")),
    "microgram": (N_("microgram"), N_("micrograms")),
    "metric ton": (N_("metric ton"), N_("metric tons")),
    "ton": (N_("ton"), N_("tons")),
    "pound-mass": (N_("pound"), N_("pounds")),
    "ounce": (N_("ounce"), N_("ounces")),
    "second": (N_("second"), N_("seconds")),
    "minute": (N_("minute"), N_("minutes")),
    "hour": (N_("hour"), N_("hours")),
    "day": (N_("day"), N_("days")),
    "week": (N_("week"), N_("weeks")),
    "month": (N_("month"), N_("months")),
    "year": (N_("year"), N_("years")),
    "decade": (N_("decade"), N_("decades")),
    "century": (N_("century"), N_("centuries")),
    "knot": (N_("knot"), N_("knots")),
    "watt": (N_("watt"), N_("watts")),
    "kilowatt": (N_("kilowatt"), N_("kilowatts")),
    "megawatt": (N_("megawatt"), N_("megawatts")),
    "gigawatt": (N_("gigawatt"), N_("gigawatts")),
    "kilowatt hour": (N_("kilowatt hour"), N_("kilowatt hours")),
    "megawatt hour": (N_("megawatt hour"), N_("megawatt hours")),
    "gigawatt hour": (N_("gigawatt hour"), N_("gigawatt hours")),
    "terawatt hour": (N_("terawatt hour"), N_("terawatt hours")),
    "volt": (N_("volt"), N_("volts")),
    "byte": (N_("byte"), N_("bytes")),
    "kilobyte": (N_("kilobyte"), N_("kilobytes")),
    "megabyte": (N_("megabyte"), N_("megabytes")),
    "gigabyte": (N_("gigabyte"), N_("gigabytes")),
    "point": (N_("point"), N_("points")),
}
SIGNS = {
    "celsius": "°C",
    "fahrenheit": "°F",
    "degree": "°",
    "kilometre per hour": "km/h",
    "metre per second": "m/s",
    "per mille": "‰",
}


def after(unit: str, alone: bool) -> str:
    """Return a unit as it stands after a figure; `alone` is one of it. One without an entry stands as it is."""
    if unit in SIGNS:
        return SIGNS[unit]
    return _(SPELLED[unit][0 if alone else 1]) if unit in SPELLED else unit


def named(unit: str) -> str:
    """Return a unit as a choice of its own: "%", "km", "years"."""
    return "%" if unit == "percent" else after(unit, alone=False)


def single(value: object) -> bool:
    """Return whether a unit after this value stands for one: in French everything below two does."""
    try:
        number = abs(float(str(value)))
    except ValueError:
        return False
    return number < 2 if interface() == "fr" else number == 1
