using System;

namespace NanoAgent.Boards.SecureElement;

/// <summary>One command as it goes over the wire, and what is to be expected of its answer.</summary>
internal sealed class ChipCommand
{
    /// <summary>Of a wake or status answer: its own length, one byte, checksum.</summary>
    public const int StatusAnswerLength = 4;

    /// <summary>Of any answer: its own length and the checksum.</summary>
    public const int AnswerOverhead = 3;

    // Word address, length, opcode, first parameter, second parameter in two bytes; the checksum follows the data.
    private const int DataAt = 6;
    private const byte CommandWord = 0x03;

    private ChipCommand(byte opcode, byte first, int second, byte[] data, int answerBytes, int longestMs)
    {
        AnswerBytes = answerBytes;
        LongestMs = longestMs;
        byte[] sealedPart = new byte[DataAt - 1 + data.Length + Crc16.Length];
        sealedPart[0] = (byte)sealedPart.Length;
        sealedPart[1] = opcode;
        sealedPart[2] = first;
        sealedPart[3] = (byte)second;
        sealedPart[4] = (byte)(second >> 8);
        Array.Copy(data, 0, sealedPart, DataAt - 1, data.Length);
        Crc16.Seal(sealedPart, sealedPart.Length);
        Packet = new byte[1 + sealedPart.Length];
        Packet[0] = CommandWord;
        Array.Copy(sealedPart, 0, Packet, 1, sealedPart.Length);
    }

    /// <summary>What is written, the word address included.</summary>
    public byte[] Packet { get; }

    /// <summary>Bytes of data in a good answer; 0 where it is a status only.</summary>
    public int AnswerBytes { get; }

    /// <summary>How long the chip may take, in milliseconds: more than twice the longest published time (cryptoauthlib, calib_execution.c), the slowest clock included.</summary>
    public int LongestMs { get; }

    /// <summary>Which chip is it? Four bytes, the last two of them 0x60 and the revision on an ATECC608.</summary>
    public static ChipCommand Info() => new ChipCommand(0x30, 0, 0, new byte[0], 4, 50);

    /// <summary>Brings new entropy into the chip's random source, as Microchip's library does ahead of each signature.</summary>
    public static ChipCommand Random() => new ChipCommand(0x1B, 0, 0, new byte[0], 32, 50);

    /// <summary>Computes the public key of a slot's private key: x and y.</summary>
    public static ChipCommand PublicKey(int slot) => new ChipCommand(0x40, 0x00, slot, new byte[0], 64, 1500);

    /// <summary>Makes a new private key in a slot, which ends the one before, and gives its public key.</summary>
    public static ChipCommand NewKey(int slot) => new ChipCommand(0x40, 0x04, slot, new byte[0], 64, 1500);

    /// <summary>Puts a digest into the message digest buffer, as it is (pass-through).</summary>
    public static ChipCommand LoadDigest(byte[] digest) => new ChipCommand(0x16, 0x43, 0, digest, 0, 50);

    /// <summary>Signs the message digest buffer with a slot's key (external mode): r and s.</summary>
    public static ChipCommand Sign(int slot) => new ChipCommand(0x41, 0xA0, slot, new byte[0], 64, 1500);
}
