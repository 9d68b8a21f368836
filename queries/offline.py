"""
Take the network away from a process, for good: whatever a query makes the engine do, it reaches no other machine.

`sayso.queries.guard` refuses queries that would. Should one slip through, the kernel refuses it here: on Linux a
filter (seccomp) fails each attempt to open a socket. Elsewhere the guard stands alone.
"""

import ctypes
import errno
import platform
import sys

_MACHINES = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""What the kernel calls a machine, and the number of the call ``socket`` on it."""
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_NUMBER, _MACHINE = 0, 4
"""Where a filter finds the number of the call, and the machine."""


class _Step(ctypes.Structure):
    _fields_ = (("code", ctypes.c_ushort), ("yes", ctypes.c_ubyte), ("no", ctypes.c_ubyte), ("value", ctypes.c_uint))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.POINTER(_Step)))


def go_offline() -> bool:
    """Fail all attempts of this process to open a socket from now on; return whether the kernel does so."""
    known = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or known is None:
        return False
    machine, call = known
    steps = (_Step * 6)(
        _Step(_LOAD, 0, 0, _MACHINE),
        _Step(_EQUAL, 0, 3, machine),
        _Step(_LOAD, 0, 0, _NUMBER),
        _Step(_EQUAL, 0, 1, call),
        _Step(_RETURN, 0, 0, _FAIL | errno.EACCES),
        _Step(_RETURN, 0, 0, _ALLOW),
    )
    try:
        control = ctypes.CDLL(None).prctl
    except (OSError, AttributeError):
        return False
    if control(_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        return False
    return bool(control(_SECCOMP, _FILTER, ctypes.byref(_Program(len(steps), steps))) == 0)
