namespace NanoAgent.Boards.SecureElement;

/// <summary>How a command ended: the chip's own status bytes (ATECC608 data sheet, "Status/Error Codes"), and what can happen on the way to it.</summary>
public enum ChipStatus
{
    /// <summary>Done.</summary>
    Success = 0x00,

    /// <summary>A comparison in the chip failed. No command of this driver compares.</summary>
    Miscompare = 0x01,

    /// <summary>Length, opcode or a parameter was illegal. Trying again is of no use.</summary>
    ParseError = 0x03,

    /// <summary>A fault in the computation. Trying again may help.</summary>
    EccFault = 0x05,

    /// <summary>The chip's self-test failed; it works no more until its power was off.</summary>
    SelfTestError = 0x07,

    /// <summary>The chip's random source failed its health test.</summary>
    HealthTestError = 0x08,

    /// <summary>The chip is in no state for the command: zones not locked, no key in the slot, use not allowed. Trying again is of no use.</summary>
    ExecutionError = 0x0F,

    /// <summary>Just woken; the answer to no command.</summary>
    AfterWake = 0x11,

    /// <summary>The watchdog is about to put the chip to sleep. It has to sleep and be woken first.</summary>
    WatchdogAboutToExpire = 0xEE,

    /// <summary>The chip took the command for damaged.</summary>
    CommunicationError = 0xFF,

    /// <summary>The chip could not be woken: no wake answer.</summary>
    NotWoken = 0x100,

    /// <summary>The chip did not acknowledge a command, or gave no answer within the command's longest time.</summary>
    NoAnswer = 0x101,

    /// <summary>An answer of a wrong length or with a wrong checksum.</summary>
    DamagedAnswer = 0x102,

    /// <summary>An answer in order whose content cannot be: a public key that is not on the curve, a signature that does not verify.</summary>
    WrongContent = 0x103,
}
