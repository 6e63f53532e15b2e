namespace NanoAgent.NanoProjects;

/// <summary>The package of a library: the files that nanoFramework's build makes of it, and what it needs.</summary>
internal static class NuspecFile
{
    /// <summary>The endings that the build gives; .pe is what runs.</summary>
    private static readonly string[] s_endings = ["dll", "pdb", "pdbx", "pe", "xml"];

    public static string Text(DeviceProject project, IReadOnlyDictionary<string, DeviceProject> all)
    {
        IEnumerable<(string Id, string Version)> needs = project.Needs.Select(n => (all[n].Assembly, project.Version)).Concat(project.Packages.Select(p => (p.Id, p.Version)));
        return
            $"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2012/06/nuspec.xsd">
              <metadata>
                <id>{project.Assembly}</id>
                <version>{project.Version}</version>
                <authors>nanoAgent contributors</authors>
                <license type="file">LICENSE</license>
                <readme>README.md</readme>
                <requireLicenseAcceptance>false</requireLicenseAcceptance>
                <description>{Description(project)} For .NET nanoFramework v1.</description>
                <copyright>nanoAgent contributors, MIT licence</copyright>
                <tags>nanoFramework C# csharp netmf netnf attestation eat security</tags>
                <dependencies>
                  <group targetFramework=".NETnanoFramework1.0">
            {string.Join('\n', needs.Select(n => $"""        <dependency id="{n.Id}" version="{n.Version}" />"""))}
                  </group>
                </dependencies>
              </metadata>
              <files>
            {string.Join('\n', s_endings.Select(e => $"""    <file src="bin\Release\{project.Assembly}.{e}" target="lib\netnano1.0\{project.Assembly}.{e}" />"""))}
                <file src="{project.Up.Replace('/', '\\')}LICENSE" target="" />
                <file src="{project.Up.Replace('/', '\\')}README.md" target="" />
              </files>
            </package>

            """;
    }

    private static string Description(DeviceProject project) => project.Folder switch
    {
        "attestation" => "Claims, token writer, SHA-256 and ES256 for devices that attest their own security state (EAT, RFC 9711).",
        "agent" => "An agent that checks a device's own security state, signs what it found and reports it; with credential vault, event log, settings and update gate.",
        "boards/configuration" => "The unit file of a nanoAgent board.",
        "boards/secure-element" => "An ATECC608 as the signer of a nanoAgent board, over I2C.",
        _ => "The nanoAgent board contract on ESP32 chips under stock firmware.",
    };
}
