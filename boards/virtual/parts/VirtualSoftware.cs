using System.Reflection;
using System.Security.Cryptography;
using NanoAgent.Board;

namespace NanoAgent.Boards.Virtual.Parts;

/// <summary>The project's own assemblies, as loaded: what a virtual unit really runs.</summary>
internal sealed class VirtualSoftware : ISoftware
{
    private readonly SoftwareBehaviour _behaviour;
    private readonly (string Name, string Version, string Path)[] _components;

    /// <summary>Makes the inventory.</summary>
    public VirtualSoftware(SoftwareBehaviour behaviour)
    {
        _behaviour = behaviour;
        _components = behaviour.ListIsEmpty ? [] : [.. Assemblies().Select(Component)];
    }

    /// <inheritdoc/>
    public Presence Presence => _behaviour.Presence;

    /// <inheritdoc/>
    public int Count => _components.Length;

    /// <inheritdoc/>
    public string NameAt(int index) => _components[index].Name;

    /// <inheritdoc/>
    public string VersionAt(int index) => _behaviour.HasUnversionedComponent && index == Count - 1 ? "" : _components[index].Version;

    /// <inheritdoc/>
    public byte[]? DigestAt(int index)
    {
        string path = _components[index].Path;
        return _behaviour.CanHash && File.Exists(path) ? SHA256.HashData(File.ReadAllBytes(path)) : null;
    }

    private static Assembly[] Assemblies() =>
        [typeof(Attestation.Claims.Finding).Assembly, typeof(IBoard).Assembly, typeof(VirtualSoftware).Assembly];

    private static (string, string, string) Component(Assembly assembly)
    {
        AssemblyName name = assembly.GetName();
        string text = name.Name!;

        // In a single-file build there is no such file, so the digest cannot be read, and the finding says so.
        return (text[..Math.Min(text.Length, 32)], name.Version!.ToString(3), Path.Combine(AppContext.BaseDirectory, text + ".dll"));
    }
}
