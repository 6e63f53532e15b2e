namespace NanoAgent.NanoProjects;

/// <summary>The project that Visual Studio's nanoFramework extension, or msbuild with its targets, builds.</summary>
internal static class NfprojFile
{
    /// <summary>The project type of nanoFramework, and C#'s.</summary>
    public const string ProjectType = "{11A8DD76-328B-46DF-9F39-F559912D0360}";

    private const string System = "$(NanoFrameworkProjectSystemPath)";

    public static string Text(DeviceProject project, IReadOnlyDictionary<string, DeviceProject> all) =>
        $"""
        <?xml version="1.0" encoding="utf-8"?>
        <!-- Written by tools/nanoprojects from {project.Name}.csproj; change that, and run the tool. -->
        <Project ToolsVersion="Current" DefaultTargets="Build" xmlns="http://schemas.microsoft.com/developer/msbuild/2003">
        {Container(project)}  <PropertyGroup Label="Globals">
            <NanoFrameworkProjectSystemPath>$(MSBuildExtensionsPath)\nanoFramework\v1.0\</NanoFrameworkProjectSystemPath>
            <!-- Those at the top are for the stock SDK. -->
            <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
            <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
          </PropertyGroup>
          {Import("NFProjectSystem.Default.props")}
          <PropertyGroup>
            <Configuration Condition=" '$(Configuration)' == '' ">Debug</Configuration>
            <Platform Condition=" '$(Platform)' == '' ">AnyCPU</Platform>
            <ProjectTypeGuids>{ProjectType};{"{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}"}</ProjectTypeGuids>
            <ProjectGuid>{project.Id:D}</ProjectGuid>
            <OutputType>{(project.IsProgram ? "Exe" : "Library")}</OutputType>
            <AppDesignerFolder>Properties</AppDesignerFolder>
            <FileAlignment>512</FileAlignment>
            <RootNamespace>{project.Assembly}</RootNamespace>
            <AssemblyName>{project.Assembly}</AssemblyName>
            <TargetFrameworkVersion>{(project.IsTest ? "v4.0" : "v1.0")}</TargetFrameworkVersion>
            <LangVersion>{project.Language}</LangVersion>
            <!-- Or the compiler adds two attribute types to the assembly, which the device has to find room for. -->
            <Features>noRefSafetyRulesAttribute</Features>
            <Optimize>true</Optimize>{Startup(project)}{Documentation(project)}{Stubs(project)}
          </PropertyGroup>
          {Import("NFProjectSystem.props")}
        {Settings(project)}  <ItemGroup>
        {Lines(project.Sources.Select(s => $"""    <Compile Include="..\{Back(s)}" Link="{Back(s)}" />"""))}
            <Compile Include="Properties\AssemblyInfo.cs" />
          </ItemGroup>
          <ItemGroup>
            <None Include="packages.config" />{(project.IsTest ? "\n    <None Include=\"nano.runsettings\" />" : "")}
          </ItemGroup>
        {References(project, all)}  <ItemGroup>
        {Lines(project.Packages.Select(p => Reference(project, p, p.Assembly + ".dll")))}{Launcher(project)}
          </ItemGroup>
          {Import("NFProjectSystem.CSharp.targets")}
          <ProjectExtensions>
            <ProjectCapabilities>
              <ProjectConfigurationsDeclaredAsItems />
            </ProjectCapabilities>
          </ProjectExtensions>
        </Project>

        """;

    private static string Import(string file) => $"""<Import Project="{System}{file}" Condition="Exists('{System}{file}')" />""";

    private static string Startup(DeviceProject project) => project.StartupObject == null
        ? ""
        : $"\n    <Entry Condition=\"'$(Entry)' == ''\">{project.Entry}</Entry>\n    <StartupObject>{project.StartupObject}</StartupObject>";

    private static string Documentation(DeviceProject project) => project.IsProgram || project.IsTest ? "" : $"\n    <DocumentationFile>bin\\$(Configuration)\\{project.Assembly}.xml</DocumentationFile>";

    private static string Stubs(DeviceProject project) => project.HasNativeMethods
        ? $"\n    <NFMDP_GENERATE_STUBS>true</NFMDP_GENERATE_STUBS>\n    <NF_GenerateStubsDirectory>Stubs</NF_GenerateStubsDirectory>\n    <NF_GenerateSkeletonProjectName>{project.Assembly.Replace('.', '_')}</NF_GenerateSkeletonProjectName>"
        : "";

    private static string References(DeviceProject project, IReadOnlyDictionary<string, DeviceProject> all) => project.Needs.Count == 0
        ? ""
        : $"  <ItemGroup>\n{Lines(project.Needs.Select(n => $"""    <ProjectReference Include="{Back(project.Up + all[n].Nfproj)}" />"""))}\n  </ItemGroup>\n";

    /// <summary>What makes it a project of tests, and the settings that the adapter runs them by.</summary>
    private static string Container(DeviceProject project) => project.IsTest ? "  <ItemGroup>\n    <ProjectCapability Include=\"TestContainer\" />\n  </ItemGroup>\n" : "";

    private static string Settings(DeviceProject project) => project.IsTest
        ? """
            <PropertyGroup>
              <IsCodedUITest>False</IsCodedUITest>
              <IsTestProject>true</IsTestProject>
              <TestProjectType>UnitTest</TestProjectType>
              <RunSettingsFilePath>$(MSBuildProjectDirectory)\nano.runsettings</RunSettingsFilePath>
            </PropertyGroup>

          """
        : "";

    private static string Launcher(DeviceProject project) => project.IsTest
        ? "\n" + Reference(project, project.Packages.Single(p => p.IsTestFramework) with { Assembly = "nanoFramework.UnitTestLauncher", }, "nanoFramework.UnitTestLauncher.exe")
        : "";

    private static string Reference(DeviceProject project, NanoPackage package, string file) =>
        $"""
            <Reference Include="{package.Assembly}, Version={(file.EndsWith(".exe", StringComparison.Ordinal) ? "0.0.0" : package.Version)}.0, Culture=neutral, PublicKeyToken=c07d481e9758c731">
              <HintPath>{Back(project.Up)}packages\{package.Folder}\lib\{file}</HintPath>
              <Private>True</Private>
            </Reference>
        """;

    private static string Lines(IEnumerable<string> lines) => string.Join('\n', lines);

    private static string Back(string path) => path.Replace('/', '\\');
}
