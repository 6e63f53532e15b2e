using NanoAgent.Attestation.Claims;
using nanoFramework.Runtime.Native;

namespace NanoAgent.Boards.Espressif;

/// <summary>What one chip family differs in, for code that runs on all of them. One instance a board, in its folder.</summary>
public sealed class BoardFacts
{
    private readonly string[] _imagesWithoutBluetooth;

    /// <summary>States the facts.</summary>
    /// <param name="imagesWithoutBluetooth">Names of nanoFramework's images for it that are built without Bluetooth, from upstream's build definitions.</param>
    /// <param name="minFreeBytes">Managed heap that must be free before a probe.</param>
    public BoardFacts(string[] imagesWithoutBluetooth, int minFreeBytes)
    {
        _imagesWithoutBluetooth = imagesWithoutBluetooth;
        MinFreeBytes = minFreeBytes;
    }

    /// <summary>Bytes of managed heap that must be free before a probe.</summary>
    public int MinFreeBytes { get; }

    /// <summary>No when the image that runs is one without Bluetooth. Never yes: that it could advertise does not say that it does.</summary>
    public Answer Bluetooth
    {
        get
        {
            for (int i = 0; i < _imagesWithoutBluetooth.Length; i++)
            {
                if (_imagesWithoutBluetooth[i] == SystemInfo.TargetName)
                {
                    return Answer.No;
                }
            }

            return Answer.Unknown;
        }
    }
}
