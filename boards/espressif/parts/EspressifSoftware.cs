using System;
using System.Collections;
using System.Reflection;
using NanoAgent.Board;
using nanoFramework.Runtime.Native;

namespace NanoAgent.Boards.Espressif;

/// <summary>The nanoFramework image and the assemblies that the firmware names. Stock images have no list of what is loaded.</summary>
public sealed class EspressifSoftware : ISoftware
{
    private const int MostText = 32;
    private const string IdfMark = "ESP-IDF ";

    private readonly ArrayList _names = new ArrayList();
    private readonly ArrayList _versions = new ArrayList();

    /// <summary>Makes the inventory.</summary>
    /// <param name="oneOfEach">One type of each assembly, at most 62.</param>
    public EspressifSoftware(Type[] oneOfEach)
    {
        Add("nanoCLR " + SystemInfo.TargetName, SystemInfo.Version.ToString());
        Add("ESP-IDF", IdfVersion(SystemInfo.OEMString));

        for (int i = 0; i < oneOfEach.Length; i++)
        {
            AssemblyName assembly = Assembly.GetAssembly(oneOfEach[i]).GetName();
            Add(assembly.Name, assembly.Version.ToString());
        }
    }

    /// <inheritdoc/>
    public Presence Presence => Presence.Present;

    /// <inheritdoc/>
    public int Count => _names.Count;

    /// <inheritdoc/>
    public string NameAt(int index) => (string)_names[index];

    /// <inheritdoc/>
    public string VersionAt(int index) => (string)_versions[index];

    /// <summary>Null: managed code cannot read the flash that it runs from.</summary>
    public byte[] DigestAt(int index) => null;

    private void Add(string name, string version)
    {
        _names.Add(Cut(name));
        _versions.Add(Cut(version));
    }

    /// <summary>"… built with ESP-IDF v5.5.4" is the one place that names it; an empty text when it does not.</summary>
    private static string IdfVersion(string oem)
    {
        int at = oem == null ? -1 : oem.IndexOf(IdfMark);
        return at < 0 ? "" : oem.Substring(at + IdfMark.Length).Trim();
    }

    private static string Cut(string text) => text.Length > MostText ? text.Substring(0, MostText) : text;
}
