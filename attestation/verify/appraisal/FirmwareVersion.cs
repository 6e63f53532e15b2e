namespace NanoAgent.Attestation.Verify.Appraisal;

/// <summary>A version of numbers separated by points, such as 1.4.0: 1 to 6 numbers. Missing ones are 0.</summary>
public sealed class FirmwareVersion : IComparable<FirmwareVersion>
{
    private const int MostNumbers = 6;

    private readonly int[] _numbers;

    private FirmwareVersion(int[] numbers) => _numbers = numbers;

    /// <summary>Reads a version that came from outside.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="version">The version, or null when the text is none: such a version can be compared with nothing.</param>
    public static bool TryParse(string text, out FirmwareVersion? version)
    {
        string[] parts = text.Split('.');
        int[] numbers = new int[MostNumbers];
        version = null;

        if (parts.Length > MostNumbers)
        {
            return false;
        }

        for (int i = 0; i < parts.Length; i++)
        {
            if (!parts[i].All(char.IsAsciiDigit) || !int.TryParse(parts[i], out numbers[i]))
            {
                return false;
            }
        }

        version = new FirmwareVersion(numbers);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(FirmwareVersion? other) => other is null ? 1 : _numbers.AsSpan().SequenceCompareTo(other._numbers);
}
