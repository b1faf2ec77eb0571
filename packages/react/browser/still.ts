import './still.css'
