namespace Collections.Tests;

/// <summary>Finds the real inputs that stand beside the repository and are never copied into it.</summary>
internal static class Shared
{
    static readonly string? Root = Find();

    /// <summary>The full path of a file below ../shared; skips the test, saying so, where it is absent.</summary>
    public static string Path(string relative)
    {
        Skip.If(Root is null, "the folder ../shared is not beside the repository");
        string path = System.IO.Path.Combine(Root!, relative);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"../shared/{relative} is absent");
        return path;
    }

    static string? Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Collections.sln")) && at.Parent is { } above)
                return Directory.Exists(System.IO.Path.Combine(above.FullName, "shared")) ? System.IO.Path.Combine(above.FullName, "shared") : null;
        return null;
    }
}

/// <summary>Finds files of the repository itself.</summary>
internal static class Repository
{
    /// <summary>The folder that holds Collections.sln.</summary>
    public static string Root { get; } = Find();

    static string Find()
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
            if (File.Exists(System.IO.Path.Combine(at.FullName, "Collections.sln"))) return at.FullName;
        throw new DirectoryNotFoundException("Collections.sln stands in no folder above the tests.");
    }
}
