namespace NanoAgent.Tests.Collector;

/// <summary>One collector with which tests take turns: for tests that leave nothing behind in which another would find a difference.</summary>
internal sealed class SharedScene : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    private Scene? _scene;

    /// <summary>Does something with it while nobody else does.</summary>
    /// <param name="open">How it is opened, for whoever comes first.</param>
    /// <param name="act">What is done.</param>
    public async Task UseAsync(Func<Task<Scene>> open, Func<Scene, Task> act)
    {
        await _turn.WaitAsync();

        try
        {
            _scene ??= await open();
            await act(_scene);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_scene is not null)
        {
            await _scene.DisposeAsync();
        }

        _turn.Dispose();
    }
}
