namespace NanoAgent.NanoProjects;

/// <summary>The same project for nanoFramework.NET.Sdk, whose previews go with the v2 line: ready, and in no solution.</summary>
internal static class SdkProjectFile
{
    private const string Sdk = "nanoFramework.NET.Sdk";
    private const string SdkVersion = "1.0.0-preview.11";

    public static string Text(DeviceProject project, IReadOnlyDictionary<string, DeviceProject> all) =>
        $"""
        <!-- Written by tools/nanoprojects. To move: build this file instead of {project.Name}.Nano.nfproj. Its SDK writes another format of .pe than v1 packages
             hold, so the packages below have to become those of v2 in the same step. Never built here: no such SDK could be had. -->
        <Project>
          <PropertyGroup>
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
            <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
            <BaseIntermediateOutputPath>obj\sdk\</BaseIntermediateOutputPath>
          </PropertyGroup>
          <Import Project="Sdk.props" Sdk="{Sdk}/{SdkVersion}" />
          <PropertyGroup>
            <TargetFramework>netnano1.0</TargetFramework>
            <OutputType>{(project.IsProgram ? "Exe" : "Library")}</OutputType>
            <AssemblyName>{project.Assembly}</AssemblyName>
            <RootNamespace>{project.Assembly}</RootNamespace>
            <Version>{project.Version}</Version>
            <LangVersion>{project.Language}</LangVersion>
            <Features>noRefSafetyRulesAttribute</Features>
            <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
          </PropertyGroup>
          <ItemGroup>
        {string.Join('\n', project.Sources.Select(s => $"""    <Compile Include="../{s}" />"""))}
          </ItemGroup>
          <ItemGroup>
        {string.Join('\n', project.Needs.Select(n => $"""    <ProjectReference Include="{project.Up}{all[n].NanoFolder}/{all[n].Name}.Sdk.csproj" />""").Concat(project.Packages.Select(p => $"""    <PackageReference Include="{p.Id}" Version="{p.Version}" />""")))}
          </ItemGroup>
          <Import Project="Sdk.targets" Sdk="{Sdk}/{SdkVersion}" />
        </Project>

        """;
}
