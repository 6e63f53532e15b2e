namespace NanoAgent.NanoProjects;

/// <summary>How nanoFramework's test adapter runs the tests: on the virtual device, unless IsRealHardware is set.</summary>
internal static class RunSettingsFile
{
    public const string Text =
        """
        <?xml version="1.0" encoding="utf-8"?>
        <RunSettings>
          <RunConfiguration>
            <MaxCpuCount>1</MaxCpuCount>
            <ResultsDirectory>.\TestResults</ResultsDirectory>
            <TestSessionTimeout>120000</TestSessionTimeout>
            <TargetFrameworkVersion>net48</TargetFrameworkVersion>
            <TargetPlatform>x64</TargetPlatform>
          </RunConfiguration>
          <nanoFrameworkAdapter>
            <Logging>None</Logging>
            <IsRealHardware>False</IsRealHardware>
          </nanoFrameworkAdapter>
        </RunSettings>

        """;
}
