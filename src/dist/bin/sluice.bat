@echo off
rem Runs Sluice from an unpacked distribution; see bin/sluice for the variables.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
if defined SLUICE_JAVA set "java=%SLUICE_JAVA%"
set "flags=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData"
if "%~1"=="serve" set "flags="
if "%~1"=="watch" set "flags="
"%java%" -version >nul 2>&1
if errorlevel 1 (
  echo sluice: No java was found: install Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 3
)
"%java%" -Xlog:disable %flags% %SLUICE_OPTS% -jar "%~dp0..\lib\sluice.jar" %*
exit /b %errorlevel%
