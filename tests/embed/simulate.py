"""A Python program that embeds the engine: loads a case, simulates it, and prints net present value by council.

It needs the shared library and nothing else. usage: simulate.py LIBRARY CASE
"""

import sys
from ctypes import CDLL, POINTER, Structure, byref, c_char_p, c_double, c_int, c_size_t, c_uint, c_uint64, c_void_p
from ctypes import sizeof

OK = 0
PERCENTILES = 10
P10, P90 = 2, 7


# The structs of the headers, field by field. A request may end with the last field that is set: its size says so.
class CaseRequest(Structure):
    _fields_ = [("size", c_size_t), ("folder", c_char_p)]


class SimulateRequest(Structure):
    _fields_ = [("size", c_size_t), ("option", c_char_p), ("trials", c_uint64)]


class Diagnostic(Structure):
    _fields_ = [
        ("severity", c_int),
        ("file", c_char_p),
        ("line", c_uint),
        ("column", c_uint),
        ("cell", c_char_p),
        ("message", c_char_p),
        ("hint", c_char_p),
        ("field", c_char_p),
        ("count", c_size_t),
    ]


class Scope(Structure):
    _fields_ = [("option", c_char_p), ("versus", c_char_p), ("council", c_char_p), ("programme", c_char_p)]


class Distribution(Structure):
    _fields_ = [
        ("scope", Scope),
        ("figure", c_size_t),
        ("mean", c_double),
        ("standard_error", c_double),
        ("sd", c_double),
        ("min", c_double),
        ("max", c_double),
        ("percentiles", c_double * PERCENTILES),
        ("percentile_errors", c_double * PERCENTILES),
        ("percentile_rank_error", c_double),
        ("probability_negative", c_double),
        ("probability_negative_error", c_double),
        ("expected_shortfall_5", c_double),
        ("probability_within_horizon", c_double),
        ("probability_within_horizon_error", c_double),
        ("probability_never_negative", c_double),
        ("probability_at_least_plan", c_double),
        ("probability_at_least_plan_error", c_double),
        ("not_finite", c_uint64),
    ]


class Simulation(Structure):
    _fields_ = [
        ("trials", c_uint64),
        ("seed", c_uint64),
        ("sampler", c_char_p),
        ("option", c_char_p),
        ("until", c_double),
        ("until_relative", c_int),
        ("reached", c_double),
        ("randomisations", c_size_t),
        ("input_count", c_size_t),
        ("distribution_count", c_size_t),
        ("distributions", POINTER(Distribution)),
        ("agreement_count", c_size_t),
        ("agreements", c_void_p),
        ("moved_out_count", c_size_t),
        ("moved_out", c_void_p),
        ("warning_count", c_size_t),
        ("warnings", c_void_p),
        ("main", Scope),
    ]


def open_library(path):
    library = CDLL(path)
    library.bizcase_problems_new.restype = c_void_p
    library.bizcase_problems_items.restype = POINTER(Diagnostic)
    library.bizcase_problems_items.argtypes = [c_void_p, POINTER(c_size_t)]
    library.bizcase_status_text.restype = c_char_p
    library.bizcase_figure_find.restype = c_size_t
    library.bizcase_case_load.argtypes = [POINTER(CaseRequest), POINTER(c_void_p), c_void_p]
    library.bizcase_simulate.argtypes = [
        c_void_p,
        POINTER(SimulateRequest),
        POINTER(POINTER(Simulation)),
        c_void_p,
    ]
    library.bizcase_simulation_free.argtypes = [POINTER(Simulation)]
    library.bizcase_case_free.argtypes = [c_void_p]
    library.bizcase_problems_free.argtypes = [c_void_p]
    return library


def print_problems(library, problems):
    count = c_size_t()
    items = library.bizcase_problems_items(problems, byref(count))
    for item in items[: count.value]:
        where = (item.file + item.field).decode()
        print(f"{where}:{item.line}:{item.column}: {item.message.decode()}", file=sys.stderr)


def print_councils(library, simulation):
    """All programmes of the main option: mean, 10th and 90th percentile."""
    npv = library.bizcase_figure_find(b"npv")
    first = simulation.main
    print(f"{first.option.decode()} against {first.versus.decode() if first.versus else 'nothing'}")
    for row in simulation.distributions[: simulation.distribution_count]:
        is_main = (row.scope.option, row.scope.versus) == (first.option, first.versus)
        if row.figure == npv and is_main and row.scope.programme == b"total":
            council = row.scope.council.decode()
            print(f"{council},{row.mean:.2f},{row.percentiles[P10]:.2f},{row.percentiles[P90]:.2f},"
                  f"{row.probability_at_least_plan:.4f}")


def main(path, folder):
    library = open_library(path)
    problems = library.bizcase_problems_new()
    loaded, simulation = c_void_p(), POINTER(Simulation)()
    request = CaseRequest(sizeof(CaseRequest), folder.encode())
    trials = SimulateRequest(sizeof(SimulateRequest), None, 10000)
    status = library.bizcase_case_load(byref(request), byref(loaded), problems)
    if status == OK:
        status = library.bizcase_simulate(loaded, byref(trials), byref(simulation), problems)
    if status == OK:
        print_councils(library, simulation.contents)
    else:
        print(f"{folder}: {library.bizcase_status_text(status).decode()}", file=sys.stderr)
    print_problems(library, problems)
    library.bizcase_simulation_free(simulation)
    library.bizcase_case_free(loaded)
    library.bizcase_problems_free(problems)
    return 0 if status == OK else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} LIBRARY CASE")
    sys.exit(main(sys.argv[1], sys.argv[2]))
