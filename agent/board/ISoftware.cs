namespace NanoAgent.Board;

/// <summary>What software is installed.</summary>
public interface ISoftware : IPart
{
    /// <summary>How many components, firmware and assemblies, 0 to 64.</summary>
    int Count { get; }

    /// <summary>Name of component <paramref name="index"/>: 1 to 32 printable ASCII characters.</summary>
    string NameAt(int index);

    /// <summary>Its version, or an empty text when it has none.</summary>
    string VersionAt(int index);

    /// <summary>SHA-256 of it as it lies in flash, 32 bytes, or null when the board cannot read it.</summary>
    byte[] DigestAt(int index);
}
